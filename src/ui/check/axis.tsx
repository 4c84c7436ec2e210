import { Show, type JSX } from 'solid-js';

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

/** A fact with its name; nothing where there is none. */
export function Row(props: { name: string; value: string | null }) {
  return (
    <Show when={props.value}>
      <div class="row">
        <dt>{props.name}</dt>
        <dd>{props.value}</dd>
      </div>
    </Show>
  );
}
