import { RadioGroup } from '@kobalte/core/radio-group';
import { For, type JSX } from 'solid-js';

/** A few choices in a row, of which one holds. */
export function ChoiceRow<Name extends string>(props: {
  label: string;
  /** Whether the label is read alone, and not seen. */
  quiet?: boolean;
  names: readonly Name[];
  value: Name;
  text: (name: Name) => JSX.Element;
  onChange: (name: Name) => void;
}) {
  return (
    <RadioGroup class="choices" value={props.value} onChange={(value) => props.onChange(value as Name)}>
      <RadioGroup.Label class="option-label" classList={{ 'visually-hidden': props.quiet === true }}>
        {props.label}
      </RadioGroup.Label>
      <div class="choice-row">
        <For each={props.names}>
          {(name) => (
            <RadioGroup.Item value={name} class="choice">
              <RadioGroup.ItemInput class="shape-input" />
              <RadioGroup.ItemLabel class="choice-label">{props.text(name)}</RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
