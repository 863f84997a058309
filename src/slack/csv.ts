/** What a spreadsheet would take for a formula when a cell begins with it. */
const formula = /^[=+\-@\t\r]/;

/**
 * A table as CSV for spreadsheets: RFC 4180 (CRLF, quotes doubled), with a byte order mark, so that Excel reads it as
 * UTF-8. A cell that would be run as a formula gets an apostrophe in front (OWASP, CSV injection).
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const inert = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
