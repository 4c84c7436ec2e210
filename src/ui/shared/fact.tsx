/** A line of a `.facts` list: what it is, and what is known of it. */
export function Fact(props: { name: string; value: string; wide?: boolean }) {
  return (
    <div class="fact" classList={{ 'fact-wide': props.wide === true }}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  );
}
