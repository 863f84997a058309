/**
 * Where a spreadsheet may begin to read a formula: at a cell's beginning, and behind whatever else some of them split
 * at (Excel at `;` or tabs, by the country it is set to; quotes and line breaks lose their meaning there). Blanks,
 * invisible characters and quotes may stand before the sign. Some read the wide signs of East Asian fonts, too.
 */
const formula = /(^|[;\t|,\r\n])(?=(?:(?![\t\r\n])[\s\p{Cc}\p{Cf}"])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu;

/** A table for spreadsheets begins with a byte order mark, so that Excel reads it as UTF-8. */
export const csvStart = '\uFEFF';

/** A table as CSV for spreadsheets; see `csvLine`. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `${csvStart}${rows.map(csvLine).join('')}`;
}

/**
 * A row by RFC 4180 (CRLF, quotes doubled). What would be run as a formula gets an apostrophe in front (OWASP, CSV
 * injection), also in the midst of a cell.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const inert = text.replace(/^(?=[\t\r\n])/, "'").replace(formula, "$1'");
  return /[",;\t\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
