import { For } from 'solid-js';
import { t } from '../../i18n/locale';
import { MAX_PROMPT_LENGTH, prompt, setPrompt } from '../../state/settings';

const IDEAS = ['waves', 'clouds', 'breeze', 'falls', 'fire', 'storm'] as const;

/** What should move, in the person's own words. */
export function PromptField(props: { onSubmit: () => void }) {
  const toggle = (idea: string) => setPrompt(prompt() === idea ? '' : idea);
  return (
    <div class="prompt">
      <label class="option-label" for="prompt">
        {t('compose.prompt')}
      </label>
      <textarea
        id="prompt"
        class="prompt-input"
        rows="2"
        maxLength={MAX_PROMPT_LENGTH}
        aria-describedby="prompt-note"
        placeholder={t('compose.promptPlaceholder')}
        value={prompt()}
        onInput={(event) => setPrompt(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter goes, as in a chat; Shift+Enter breaks the line; an input method's Enter is its own.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          props.onSubmit();
        }}
      />
      <ul class="chips" aria-label={t('compose.ideas')}>
        <For each={IDEAS}>
          {(idea) => (
            <li>
              <button
                type="button"
                class="chip"
                aria-pressed={prompt() === t(`compose.chips.${idea}`)}
                onClick={() => toggle(t(`compose.chips.${idea}`))}
              >
                {t(`compose.chips.${idea}`)}
              </button>
            </li>
          )}
        </For>
      </ul>
      <p id="prompt-note" class="note">
        {t('compose.promptOptional')}
      </p>
    </div>
  );
}
