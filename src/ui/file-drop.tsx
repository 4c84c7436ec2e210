import { Show, createSignal, onCleanup, onMount } from 'solid-js';

/** Files dropped anywhere on the page, or pasted into it. */
export function FileDrop(props: { label: string; onFile: (file: File) => void }) {
  const [over, setOver] = createSignal(false);
  // Entering a child leaves its parent: only the count tells when the pointer has left the page.
  let depth = 0;

  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  const onEnter = (event: DragEvent) => {
    if (!hasFile(event)) return;
    depth++;
    setOver(true);
  };
  const onLeave = () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) setOver(false);
  };
  const onOver = (event: DragEvent) => {
    if (hasFile(event)) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    depth = 0;
    setOver(false);
    if (!hasFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) props.onFile(file);
  };
  const onPaste = (event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    props.onFile(file);
  };

  onMount(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('dragenter', onEnter, { signal });
    addEventListener('dragleave', onLeave, { signal });
    addEventListener('dragover', onOver, { signal });
    addEventListener('drop', onDrop, { signal });
    addEventListener('paste', onPaste, { signal });
    onCleanup(() => stop.abort());
  });

  return (
    <Show when={over()}>
      <div class="drop-overlay" aria-hidden="true">
        <p>{props.label}</p>
      </div>
    </Show>
  );
}
