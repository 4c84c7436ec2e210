import type { JSX } from 'solid-js';

/** A button that opens the file chooser. The input itself is out of sight and out of the tab order. */
export function FileButton(props: {
  accept?: string;
  class: string;
  children: JSX.Element;
  /** Given the first of what is chosen. */
  onFile?: (file: File) => void;
  /** Lets several be chosen; all of them then go to `onFiles`. */
  multiple?: boolean;
  onFiles?: (files: readonly File[]) => void;
  /** Opens the device's camera instead of the chooser, where there is one. */
  camera?: boolean;
}) {
  let input: HTMLInputElement | undefined;
  return (
    <>
      <button type="button" class={props.class} onClick={() => input?.click()}>
        {props.children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        multiple={props.multiple}
        capture={props.camera ? 'environment' : undefined}
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? []);
          const file = files[0];
          // The same file may be chosen again after a failure: without this there would be no change to hear of.
          event.currentTarget.value = '';
          if (!file) return;
          props.onFiles?.(files);
          props.onFile?.(file);
        }}
      />
    </>
  );
}
