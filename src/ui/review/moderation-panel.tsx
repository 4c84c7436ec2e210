import { For, Show, createResource, onMount } from 'solid-js';
import { categoryText } from '../../i18n/category';
import { formatDateTime } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { ruleText } from '../../i18n/rule';
import { eraseLog, log, logFile, readLog, saveFile } from '../../state/moderation-log';
import { policyInForce } from '../../state/policy';
import { recordPrompt, setRecordPrompt } from '../../state/settings';
import '../styles/review.css';

/** What was decided on this device, and what is looked at: part of the settings. */
export function ModerationPanel() {
  onMount(() => void readLog());
  return (
    <section class="settings-panel moderation-panel" aria-labelledby="moderation-log-title">
      <h2 id="moderation-log-title">{t('moderation.log.title')}</h2>
      <p class="note">{t('moderation.log.lead')}</p>
      <Show when={log().length > 0} fallback={<p>{t('moderation.log.empty')}</p>}>
        <ul class="log">
          <For each={log()}>
            {(entry) => (
              <li>
                <time dateTime={entry.at}>{formatDateTime(new Date(entry.at))}</time>
                <strong>{t(`moderation.log.decisions.${entry.decision}`)}</strong>
                <span>
                  {t(`gates.${entry.gate}`)}
                  <Show when={entry.rules.length > 0}>
                    {': '}
                    {entry.rules.map(({ rule }) => ruleText(rule)).join(', ')}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
        <div class="gate-failure-actions">
          <button
            type="button"
            class="button button-secondary button-small"
            onClick={() => saveFile(logFile())}
          >
            {t('moderation.log.export')}
          </button>
          <button type="button" class="button button-secondary button-small" onClick={() => void eraseLog()}>
            {t('moderation.log.erase')}
          </button>
        </div>
      </Show>
      <label class="check-line">
        <input
          type="checkbox"
          checked={recordPrompt()}
          onChange={(event) => setRecordPrompt(event.currentTarget.checked)}
        />
        <span>
          {t('moderation.log.recordPrompt')}
          <small class="note">{t('moderation.log.recordPromptNote')}</small>
        </span>
      </label>
      <PolicyTable />
    </section>
  );
}

function PolicyTable() {
  const [policy] = createResource(policyInForce);
  const cell = (kinds: readonly string[]) =>
    kinds.map((kind) => t(`moderation.policy.coverage.${kind as 'none'}`)).join(', ');
  const threshold = (value: number | null) => (value === null ? '–' : String(Math.round(100 * value)));
  return (
    <Show when={policy()} keyed>
      {(table) => (
        <details class="more">
          <summary>{t('moderation.policy.title')}</summary>
          <p class="note">
            {t('moderation.policy.lead', { version: `${table.version.pictures}.${table.version.words}` })}
          </p>
          <div class="policy-scroll">
            <table class="policy">
              <thead>
                <tr>
                  <th scope="col">{t('moderation.policy.category')}</th>
                  <th scope="col">{t('gates.photo')}</th>
                  <th scope="col">{t('gates.prompt')}</th>
                  <th scope="col">{t('gates.video')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={table.coverage}>
                  {(row) => (
                    <tr>
                      <th scope="row">{categoryText(row.category)}</th>
                      <td>{cell(row.photo)}</td>
                      <td>{cell(row.prompt)}</td>
                      <td>{cell(row.video)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
          <h3 class="option-label">{t('moderation.policy.rulesTitle')}</h3>
          <p class="note">{t('moderation.policy.rulesNote')}</p>
          <div class="policy-scroll">
            <table class="policy">
              <thead>
                <tr>
                  <th scope="col">{t('moderation.policy.rule')}</th>
                  <th scope="col">{t('moderation.policy.category')}</th>
                  <th scope="col">{t('moderation.policy.heldFrom')}</th>
                  <th scope="col">{t('moderation.policy.blockedFrom')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={table.rows}>
                  {(row) => (
                    <tr>
                      <th scope="row">{ruleText(row.rule)}</th>
                      <td>{categoryText(row.category)}</td>
                      <td>{threshold(row.review)}</td>
                      <td>{threshold(row.block)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </details>
      )}
    </Show>
  );
}
