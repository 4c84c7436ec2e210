import { Show, createSignal, onCleanup, onMount } from 'solid-js';

/**
 * Files dropped anywhere on the page, or pasted into it. Without `onFiles` none are taken now, and the pointer says so: left to
 * itself the browser would leave the page and open the file.
 */
export function FileDrop(props: { label: string; onFiles: ((files: readonly File[]) => void) | undefined }) {
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
    if (!hasFile(event)) return;
    event.preventDefault();
    if (!props.onFiles && event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  };
  const onDrop = (event: DragEvent) => {
    depth = 0;
    setOver(false);
    if (!hasFile(event)) return;
    event.preventDefault();
    const files = Array.from(event.dataTransfer?.files ?? []);
    if (files.length > 0) props.onFiles?.(files);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData?.files ?? []);
    if (files.length === 0) return;
    event.preventDefault();
    props.onFiles?.(files);
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
    <Show when={over() && props.onFiles}>
      <div class="drop-overlay" aria-hidden="true">
        <p>{props.label}</p>
      </div>
    </Show>
  );
}
