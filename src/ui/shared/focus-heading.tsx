import { onMount, type JSX } from 'solid-js';

/**
 * The heading of a panel that has just replaced another: takes the focus, so that people who do not see the change hear
 * of it and go on from there.
 */
export function FocusHeading(props: { children: JSX.Element; class?: string; quiet?: boolean }) {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => {
    if (!props.quiet) heading?.focus({ preventScroll: true });
  });
  return (
    <h1 ref={heading} class={props.class} tabIndex={-1}>
      {props.children}
    </h1>
  );
}
