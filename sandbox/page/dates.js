/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const formats = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};

/**
 * A moment in Slack's pattern (`{date_short_pretty} at {time}`), in the reader's time zone.
 * @param {number} seconds
 * @param {string} pattern
 * @param {string} timeZone
 * @param {number} now milliseconds
 */
export function formatDate(seconds, pattern, timeZone, now) {
  return pattern.replace(/\{(\w+)\}/g, (token, name) => part(seconds, name, timeZone, now) ?? token);
}

/**
 * @param {number} seconds
 * @param {string} name
 * @param {string} timeZone
 * @param {number} now
 */
function part(seconds, name, timeZone, now) {
  const moment = new Date(seconds * 1000);
  if (name === 'ago') return ago(moment.getTime() - now);
  const isPretty = name.endsWith('_pretty');
  const format = formats[isPretty ? name.slice(0, -'_pretty'.length) : name];
  if (format === undefined) return undefined;
  const near = isPretty ? nearDay(moment, timeZone, now) : undefined;
  if (near !== undefined) return near;
  const parts = new Intl.DateTimeFormat(name === 'date_num' ? 'sv-SE' : 'en-US', { ...format, timeZone });
  return parts.format(moment);
}

/**
 * @param {Date} moment
 * @param {string} timeZone
 * @param {number} now
 */
function nearDay(moment, timeZone, now) {
  const dayOf = (/** @type {Date} */ date) => {
    const text = new Intl.DateTimeFormat('sv-SE', { ...formats.date_num, timeZone }).format(date);
    return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  };
  const days = dayOf(moment) - dayOf(new Date(now));
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
}

/** @param {number} milliseconds */
function ago(milliseconds) {
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const minutes = Math.round(milliseconds / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24
    ? relative.format(hours, 'hour')
    : relative.format(Math.round(hours / 24), 'day');
}

/**
 * The time of a message in the reader's time zone.
 * @param {string} ts
 * @param {string} timeZone
 */
export function timeOf(ts, timeZone) {
  return formatDate(Number(ts), '{time}', timeZone, 0);
}
