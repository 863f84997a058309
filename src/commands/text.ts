import { unturned } from '../turned-text.ts';

/** Foreign text for a terminal: what would steer it, or turn the writing round, is left out. */
export function harmless(text: string): string {
  return unturned(text).replace(/\p{Cc}/gu, '');
}

/** `2026-01-31 09:12 UTC` */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `3 days`, `2 hours`, `5 minutes`: one unit is enough to know how long. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [count, unit] =
    minutes >= 2_880
      ? [Math.floor(minutes / 1_440), 'days']
      : minutes >= 120
        ? [Math.floor(minutes / 60), 'hours']
        : [minutes, minutes === 1 ? 'minute' : 'minutes'];
  return `${count} ${unit}`;
}

/** `1 row`, `1,234 rows` */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}
