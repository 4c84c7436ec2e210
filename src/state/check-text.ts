import { formatDate, formatDateTime } from '../i18n/format';
import { t } from '../i18n/locale';
import { APP_NAME } from '../shared/app';
import { sentenceOf } from '../shared/status-codes';
import type { CheckReport, Credentials, Signer, Status } from './check-state';

/** Answers of a report in words: the view and the saved page say the same. */

/** The line above the report. */
export function summaryTitle(report: CheckReport): string {
  return t(`check.summary.${report.summary}.title`, summaryNames(report));
}

/** The sentences under that line. */
export function summaryText(report: CheckReport): string {
  return t(`check.summary.${report.summary}.text`, summaryNames(report));
}

function summaryNames({ watermark }: CheckReport): { app: string; id: string } {
  return { app: APP_NAME, id: watermark.state === 'found' ? watermark.id : '' };
}

/** Whether the file is as it was signed. */
export function integrityAnswer({ state }: Credentials['integrity']): string {
  return t(`check.integrity.${state}`);
}

/** Who signed, and by whose word that is known. */
export function signerAnswer(signer: Signer | null): string {
  if (!signer) return t('check.signer.none');
  if (signer.known === 'own-root') return t('check.signer.own-root', { list: signer.list?.name ?? '' });
  if (signer.known === 'listed')
    return t('check.signer.listed', { list: t(`check.trust.kinds.${signer.list?.kind ?? 'any'}`) });
  return t(`check.signer.${signer.known}`);
}

/** What is known of the signer, with the name of each fact. */
export function signerRows(signer: Signer): [name: string, value: string | null][] {
  return [
    [t('check.signer.name'), signer.name],
    [t('check.signer.organisation'), signer.organisation === signer.name ? null : signer.organisation],
    [t('check.signer.issuer'), signer.issuer],
    [t('check.signer.validity'), validity(signer)],
    [t('check.signer.time'), signingTime(signer)],
    [t('check.signer.revocation'), t(`check.signer.revocations.${signer.revocation}`)],
    [t('check.signer.algorithm'), signer.algorithm?.toUpperCase() ?? null],
  ];
}

/** Whether AI made the file, and who says so. */
export function aiAnswer({ ai, credentials }: CheckReport): string {
  const broken = credentials?.integrity.state === 'invalid';
  if (ai.by === 'nothing') return t('check.ai.nothing');
  if (!ai.says) return t(broken ? 'check.ai.otherwiseBroken' : 'check.ai.otherwise');
  if (ai.by === 'credentials' && broken) return t('check.ai.credentialsBroken');
  return t(`check.ai.${ai.by}`, { app: APP_NAME });
}

/** What the picture itself says by our watermark, a sentence each. */
export function watermarkAnswer(watermark: CheckReport['watermark']): string[] {
  if (watermark.state !== 'found') return [t(`check.watermark.${watermark.state}`, { app: APP_NAME })];
  const changed = Math.abs(watermark.scale - 1) > 0.02 || Math.abs(watermark.rotationDegrees) > 0.3;
  const credentials = { same: 'same', other: 'other', none: 'stripped' } as const;
  return [
    t('check.watermark.found', { app: APP_NAME, id: watermark.id }),
    t(`check.watermark.${credentials[watermark.credentials]}`),
    ...(watermark.mirrored ? [t('check.watermark.mirrored')] : []),
    ...(changed ? [t('check.watermark.changed')] : []),
  ];
}

/** How a status code counts to a person: that nobody here knows a signer is worth knowing, and no fault. */
export function statusKind({ code, kind }: Status): Status['kind'] {
  return kind === 'failure' && NO_FAULTS.has(sentenceOf(code)) ? 'informational' : kind;
}

const NO_FAULTS: ReadonlySet<string> = new Set(['signer-unknown', 'identity-unknown', 'stamp-unknown']);

/** A point in time as people write it, or, where it is none, what the file says. */
export function dateText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : formatDateTime(date);
}

/** The same, to the day. */
export function dayText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : formatDate(date);
}

function validity({ validFrom, validUntil }: Signer): string | null {
  if (!validFrom || !validUntil) return null;
  return t('check.signer.validityText', { from: dayText(validFrom), until: dayText(validUntil) });
}

function signingTime({ timeStampedAt, timeStampedBy }: Signer): string {
  if (!timeStampedAt) return t('check.signer.noTime');
  const time = dateText(timeStampedAt);
  return timeStampedBy ? t('check.signer.timeBy', { time, authority: timeStampedBy }) : time;
}
