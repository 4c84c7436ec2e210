import { For, Show, type JSX } from 'solid-js';
import type { Box } from '../../shared/verdict';
import { preview } from '../../state/preview';

/** The person's own photo with frames about what was seen. Where the photo cannot be shown there is nothing. */
export function PictureBox(props: {
  boxes: readonly Box[];
  blurred?: boolean;
  label: string;
  alt: string;
  /** What is shown; the chosen photo unless given. */
  url?: string | undefined;
  children?: JSX.Element;
}) {
  const url = () => {
    const current = preview();
    return props.url ?? (current.kind === 'shown' ? current.url : undefined);
  };
  return (
    <Show when={url()} keyed>
      {(address) => (
        <div class="picture-box" classList={{ 'picture-blurred': props.blurred === true }}>
          <div class="picture-inner">
            <img src={address} alt={props.alt} draggable={false} />
            <For each={props.boxes}>
              {(box) => (
                <span
                  class="heat"
                  role="img"
                  aria-label={props.label}
                  style={{
                    left: `${100 * box.x}%`,
                    top: `${100 * box.y}%`,
                    width: `${100 * box.width}%`,
                    height: `${100 * box.height}%`,
                  }}
                />
              )}
            </For>
          </div>
          {props.children}
        </div>
      )}
    </Show>
  );
}
