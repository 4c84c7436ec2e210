import { Match, Switch } from 'solid-js';
import type { CheckReport, CheckStatus } from '../../state/check-state';
import { AlertIcon, CheckIcon, InfoIcon } from '../shared/icons';

/**
 * How an answer is marked. `good`: it holds and the signer is known; `whole`: it holds, by an unknown signer; `bad`: it does not
 * hold; `open`: nothing can be said. Never by colour alone: the words beside it say it.
 */
export type Tone = 'good' | 'whole' | 'bad' | 'open';

const TONES: Readonly<Record<CheckReport['summary'], Tone>> = {
  'own-device': 'good',
  'known-signer': 'good',
  'unknown-signer': 'whole',
  altered: 'bad',
  certificate: 'bad',
  materials: 'bad',
  'not-proven': 'open',
  stripped: 'open',
  'no-credentials': 'open',
  'format-without-credentials': 'open',
  'remote-credentials': 'open',
  unreadable: 'open',
  'not-finished': 'open',
};

/** The tone of a report's summary. */
export function summaryTone(summary: CheckReport['summary']): Tone {
  return TONES[summary];
}

/** The tone of an entry of the list. */
export function toneOf(status: CheckStatus): Tone {
  return status.kind === 'done' ? summaryTone(status.report.summary) : 'open';
}

/** The mark of a tone. */
export function ToneIcon(props: { tone: Tone }) {
  return (
    <Switch fallback={<InfoIcon />}>
      <Match when={props.tone === 'good' || props.tone === 'whole'}>
        <CheckIcon />
      </Match>
      <Match when={props.tone === 'bad'}>
        <AlertIcon />
      </Match>
    </Switch>
  );
}
