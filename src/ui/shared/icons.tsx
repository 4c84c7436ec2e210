import type { JSX } from 'solid-js';

/** A line icon, 24 units square, in the colour of the text. Decoration: the words beside it say what it is. */
export function Icon(props: { children: JSX.Element }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {props.children}
    </svg>
  );
}

export const PhotoIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="14" rx="3" />
    <circle cx="15.8" cy="9.6" r="1.6" />
    <path d="m3.5 16.5 4.6-4.6 4.2 4.2 2-2 6 5" />
  </Icon>
);

export const CameraIcon = () => (
  <Icon>
    <path d="M5.5 7.5h2.2l1.5-2.2h5.6l1.5 2.2h2.2A2.5 2.5 0 0 1 21 10v6.5a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5V10a2.5 2.5 0 0 1 2.5-2.5Z" />
    <circle cx="12" cy="13" r="3.4" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
    <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />
  </Icon>
);

export const LabelIcon = () => (
  <Icon>
    <path d="M4 11.2V6.5A2.5 2.5 0 0 1 6.5 4h4.7a2 2 0 0 1 1.4.6l6.9 6.9a2 2 0 0 1 0 2.8l-5.2 5.2a2 2 0 0 1-2.8 0l-6.9-6.9a2 2 0 0 1-.6-1.4Z" />
    <circle cx="8.6" cy="8.6" r="1.1" />
  </Icon>
);

export const PlugIcon = () => (
  <Icon>
    <path d="M9 3.5v4M15 3.5v4M7 7.5h10v3.5a5 5 0 0 1-10 0ZM12 16v4.5" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.5 4.6 4.6L19 7.5" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5v5.2M12 16.2v.1" />
  </Icon>
);

export const InfoIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11.3v5.2M12 7.8v.1" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <path d="M8 5.5v13l10.5-6.5Z" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M8.5 5.5v13M15.5 5.5v13" />
  </Icon>
);

export const SoundOnIcon = () => (
  <Icon>
    <path d="M4 9.8v4.4h3.2L11.5 18V6L7.2 9.8ZM15 9a4.2 4.2 0 0 1 0 6M17.6 6.5a7.8 7.8 0 0 1 0 11" />
  </Icon>
);

export const SoundOffIcon = () => (
  <Icon>
    <path d="M4 9.8v4.4h3.2L11.5 18V6L7.2 9.8ZM15.5 9.8l4.6 4.6M20.1 9.8l-4.6 4.6" />
  </Icon>
);

export const DownloadIcon = () => (
  <Icon>
    <path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14" />
  </Icon>
);

export const ShareIcon = () => (
  <Icon>
    <path d="M12 14.5V4M8 7.5 12 3.5l4 4M7 11H6a2 2 0 0 0-2 2v5.5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V13a2 2 0 0 0-2-2h-1" />
  </Icon>
);

export const AgainIcon = () => (
  <Icon>
    <path d="M19 12a7 7 0 1 1-2.2-5.1M17.2 3.5V7.2h-3.7" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M7 3.5h6.5L18.5 8.5V19a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5ZM13 3.8V9h5.2" />
  </Icon>
);

export const GlobeIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M3.5 12h17M12 3.5c5 4.8 5 12.2 0 17-5-4.8-5-12.2 0-17Z" />
  </Icon>
);
