/** The value that this share (0 to 1) of all values does not exceed (nearest rank). Throws when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

/** What was measured, in one unit. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** The p95, or the quantile of this `share`, is to stay at or below it. */
  readonly budget: number;
  readonly share?: number;
}

/** A table for a terminal: median, p95, budget, and whether it is kept. */
export function table(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, unit, values, budget, share = 0.95 }) => {
    const shown = (value: number) => `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`;
    const p95 = quantile(values, 0.95);
    return [
      name,
      shown(quantile(values, 0.5)),
      shown(p95),
      shown(budget),
      quantile(values, share) <= budget ? 'kept' : 'MISSED',
    ];
  });
  const all = [['', 'median', 'p95', 'budget', ''], ...rows];
  const width = (column: number) => Math.max(...all.map((row) => (row[column] ?? '').length));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column))))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
