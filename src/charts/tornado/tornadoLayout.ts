import { scaleLinear } from 'd3-scale';
import { fitText } from '../frame/measureText';

/** One bar: where the figure goes when its cause moves down or up. Null where it cannot be told. */
export interface TornadoRow {
  readonly label: string;
  readonly less: number | null;
  readonly more: number | null;
  readonly lessText: string;
  readonly moreText: string;
}

export interface TornadoInput {
  readonly width: number;
  /** The figure as it is; null draws no bars. */
  readonly now: number | null;
  readonly rows: readonly TornadoRow[];
}

const rowHeight = 32;
const textRoom = 58;

/** Places bars around the figure as it is, the widest first as given. */
export function tornadoLayout({ width, now, rows }: TornadoInput) {
  const labelWidth = Math.min(180, Math.max(72, width * 0.3));
  const ends = rows.flatMap(({ less, more }) => [less, more]).filter((value) => value !== null);
  const reach = Math.max(0.01, ...ends.map((value) => Math.abs(value - (now ?? value))));
  const [left, right] = [
    labelWidth + textRoom,
    Math.max(labelWidth + textRoom + 40, width - textRoom),
  ];
  const x = scaleLinear([(now ?? 3) - reach, (now ?? 3) + reach], [left, right]);
  return {
    width,
    height: rows.length * rowHeight + 8,
    centre: x(now ?? 3),
    rows: rows.map((row, at) => {
      const y = at * rowHeight + 8;
      const bar = (value: number | null) => {
        if (value === null || now === null) return null;
        const [from, to] = [Math.min(x(value), x(now)), Math.max(x(value), x(now))];
        return { x: from, y, width: to - from, height: rowHeight - 14 };
      };
      // Each end on its own side, also where both are the same or not known.
      const isTurned = row.less !== null && row.more !== null && row.less > row.more;
      const centre = x(now ?? 3);
      const textOf = (value: number | null, text: string, isLeft: boolean) => ({
        text,
        x:
          value === null
            ? centre
            : isLeft
              ? Math.min(centre, x(value))
              : Math.max(centre, x(value)),
        isLeft,
      });
      return {
        label: fitText(row.label, labelWidth - 8, 12),
        fullLabel: row.label,
        y,
        middle: y + (rowHeight - 14) / 2,
        less: bar(row.less),
        more: bar(row.more),
        lessText: textOf(row.less, row.lessText, !isTurned),
        moreText: textOf(row.more, row.moreText, isTurned),
      };
    }),
  };
}
