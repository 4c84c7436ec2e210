import { For, Show, type JSX } from 'solid-js';

/** One question about a file: its answer in a sentence, then what it rests on. */
export function Axis(props: {
  name: string;
  title: string;
  answer: string;
  /** How the answer is marked: never by colour alone, the sentence says it. */
  tone: 'good' | 'bad' | 'open' | 'note' | 'plain';
  children?: JSX.Element;
}) {
  return (
    <section class="axis" data-axis={props.name} data-tone={props.tone}>
      <h3>{props.title}</h3>
      <p class="axis-answer">{props.answer}</p>
      {props.children}
    </section>
  );
}

/** Facts with their names; those that are not known are left out. */
export function Rows(props: { rows: readonly (readonly [name: string, value: string | null])[] }) {
  return (
    <dl class="rows">
      <For each={props.rows}>
        {([name, value]) => (
          <Show when={value}>
            <div class="row">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          </Show>
        )}
      </For>
    </dl>
  );
}
