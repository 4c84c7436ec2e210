import { Icon } from './icons';

export const DirectionIcon = () => (
  <Icon>
    <path d="M4 17c3.5-1 6-3.2 8-7.5M12 9.5c1.5 4 4 5.5 8 5M16.6 11.2 20.3 14.5l-3.4 3.4" />
  </Icon>
);

export const BrushIcon = () => (
  <Icon>
    <path d="M19.5 4.5c-4 1.5-8 5-10 8.5l2 2c3.5-2 7-6 8-10.5ZM9 13.5c-2 0-3.2 1.3-3.5 3-.2 1.3-.8 2-1.7 2.5 3.5 1 7.2.2 7.2-3.3" />
  </Icon>
);

export const FeelIcon = () => (
  <Icon>
    <path d="M4 7h8M16 7h4M4 17h3M11 17h9M4 12h12M20 12h0" />
    <circle cx="14" cy="7" r="1.9" />
    <circle cx="9" cy="17" r="1.9" />
    <circle cx="18" cy="12" r="1.9" />
  </Icon>
);

export const CameraIcon = () => (
  <Icon>
    <rect x="3.5" y="7" width="11.5" height="10" rx="2.5" />
    <path d="m15 11 5.5-3v8L15 13" />
  </Icon>
);

export const AirIcon = () => (
  <Icon>
    <path d="M3.5 8.5h9.2a2.5 2.5 0 1 0-2.3-3.5M3.5 12.5h14.2a2.6 2.6 0 1 1-2.4 3.6M3.5 16.5h6.2a2.1 2.1 0 1 1-1.9 3" />
  </Icon>
);

export const TakesIcon = () => (
  <Icon>
    <rect x="4" y="4" width="7" height="7" rx="2" />
    <rect x="13" y="4" width="7" height="7" rx="2" />
    <rect x="4" y="13" width="7" height="7" rx="2" />
    <rect x="13" y="13" width="7" height="7" rx="2" />
  </Icon>
);

export const FormatIcon = () => (
  <Icon>
    <path d="M7.5 3.5v13h13M3.5 7.5h13v13" />
  </Icon>
);

export const FreezeIcon = () => (
  <Icon>
    <path d="M12 3.5v17M4.6 7.750l14.8 8.5M19.4 7.750l-14.8 8.5M9.5 4.7 12 7l2.5-2.3M9.5 19.3 12 17l2.5 2.3" />
  </Icon>
);

export const WakeIcon = () => (
  <Icon>
    <path d="M3.5 9c2.5-2.5 4.5-2.5 7 0s4.5 2.5 7 0M6.5 15c2.5-2.5 4.5-2.5 7 0s4.5 2.5 7 0" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M8.5 5 4.5 9l4 4M5 9h9a5.5 5.5 0 0 1 0 11H9" />
  </Icon>
);

export const RedoIcon = () => (
  <Icon>
    <path d="m15.5 5 4 4-4 4M19 9h-9a5.5 5.5 0 0 0 0 11h5" />
  </Icon>
);

export const ResetIcon = () => (
  <Icon>
    <path d="M5 12a7 7 0 1 0 2.2-5.1M6.8 3.5v3.7h3.7" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M14.5 5.5 8 12l6.5 6.5" />
  </Icon>
);
