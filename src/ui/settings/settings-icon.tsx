import { Icon } from '../shared/icons';

/** Three sliders. */
export function SettingsIcon() {
  return (
    <Icon>
      <path d="M4 7h9m5 0h2M4 12h2m5 0h9M4 17h7m5 0h4" />
      <circle cx="15.5" cy="7" r="2.3" />
      <circle cx="8.5" cy="12" r="2.3" />
      <circle cx="13.5" cy="17" r="2.3" />
    </Icon>
  );
}
