import { Icon } from '../shared/icons';

export const AlbumIcon = () => (
  <Icon>
    <rect x="4" y="7.5" width="16" height="12.500" rx="3" />
    <path d="M6.500 4.500h11M10.500 11v5.500l4.500-2.750Z" />
  </Icon>
);

export const RenameIcon = () => (
  <Icon>
    <path d="m5 19 .8-4L15.500 5.300a1.800 1.800 0 0 1 2.500 0l.7.7a1.800 1.800 0 0 1 0 2.500L9 18.200ZM13.500 7.300l3.200 3.200" />
  </Icon>
);

export const RemoveIcon = () => (
  <Icon>
    <path d="M5 7.500h14M9.500 7V5.500a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V7M7 7.500l.8 10.700a1.500 1.500 0 0 0 1.500 1.300h5.400a1.500 1.500 0 0 0 1.500-1.300L17 7.500" />
  </Icon>
);
