import { fitText, textWidth } from '../frame/measureText';

/** A row of answers in order; shares are of all answers in the row. */
export interface DistributionRow {
  readonly id: string | null;
  readonly label: string;
  readonly counts: readonly number[];
  readonly valueText: string;
  /** What its tooltip says. */
  readonly detail: string;
}

export interface DistributionInput {
  readonly width: number;
  readonly rows: readonly DistributionRow[];
  /** Index of the answer in the middle, on which all rows are centred; null begins rows at the left. */
  readonly middle: number | null;
  readonly shareText: (share: number) => string;
}

const row = 30;
const top = 4;

/** Geometry of distributions: stacked shares, around their middle or from the left. */
export function distributionLayout({ width, rows, middle, shareText }: DistributionInput) {
  const labelRoom = Math.min(
    Math.max(40, ...rows.map(({ label }) => textWidth(label, 13) + 12)),
    Math.max(70, width * 0.32),
  );
  const valueRoom = Math.max(
    20,
    ...rows.map(({ valueText }) => textWidth(valueText, 12, true) + 10),
  );
  const plotWidth = Math.max(40, width - labelRoom - valueRoom);
  const shares = rows.map(({ counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => (total === 0 ? 0 : count / total));
  });
  const before = (row: readonly number[]) =>
    middle === null
      ? 0
      : row.slice(0, middle).reduce((sum, share) => sum + share, 0) + (row[middle] ?? 0) / 2;
  const left = Math.max(0, ...shares.map(before));
  const right = Math.max(
    0,
    ...shares.map((row) => (row.some((share) => share > 0) ? 1 - before(row) : 0)),
  );
  const scale = plotWidth / Math.max(left + right, 1e-9);
  const zero = labelRoom + left * scale;
  return {
    width,
    height: top + rows.length * row + 4,
    zero: middle === null ? null : zero,
    plotBottom: top + rows.length * row,
    rows: rows.map((one, at) => {
      const parts = shares[at] as readonly number[];
      let x = zero - before(parts) * scale;
      return {
        ...one,
        label: fitText(one.label, labelRoom - 12, 13),
        fullLabel: one.label,
        y: top + at * row,
        middle: top + at * row + row / 2,
        valueX: width,
        parts: parts.map((share, step) => {
          const part = { step, x, width: share * scale, text: shareText(share) };
          x += share * scale;
          return { ...part, isTextShown: textWidth(part.text, 11) + 6 <= part.width };
        }),
      };
    }),
  };
}
