/**
 * What a spreadsheet may take for a formula when a cell begins with it, blanks and invisible characters before it
 * included. Some read the wide signs of East Asian fonts, too.
 */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** A table for spreadsheets begins with a byte order mark, so that Excel reads it as UTF-8. */
export const csvStart = '\uFEFF';

/** A table as CSV for spreadsheets; see `csvLine`. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `${csvStart}${rows.map(csvLine).join('')}`;
}

/**
 * A row by RFC 4180 (CRLF, quotes doubled). A cell that would be run as a formula gets an apostrophe in front (OWASP,
 * CSV injection).
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const inert = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
