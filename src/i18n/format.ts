import { locale } from './locale';

/** A length of time in words: "12 seconds", "1.5 minutes" from two minutes on. */
export function formatSeconds(seconds: number): string {
  const inMinutes = seconds >= 120;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: inMinutes ? 'minute' : 'second',
    unitDisplay: 'long',
    maximumFractionDigits: inMinutes ? 1 : 0,
  }).format(inMinutes ? seconds / 60 : seconds);
}

/** A file's size: "4.2 MB". */
export function formatBytes(bytes: number): string {
  const large = bytes >= 1e6;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  }).format(bytes / (large ? 1e6 : 1e3));
}

/** 0..1 as a percentage. */
export function formatPercent(fraction: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}

/** A point in time, in the person's own time zone. */
export function formatDateTime(date: Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeStyle: 'short' }).format(date);
}

/** A day. */
export function formatDate(date: Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(date);
}
