import { fitText, textWidth } from '../frame/measureText';

/** A cell with its finished text. `tone`: −3 … 3, rust to teal; null for no colour. */
export interface HeatCell {
  readonly text: string;
  /** What its tooltip says. */
  readonly label: string;
  readonly tone: number | null;
  /** Hidden to protect respondents: hatched, without a figure. */
  readonly isHidden: boolean;
  /** Few answers: grey on a light hatch. */
  readonly isLowBase: boolean;
  /** What opening it reports; null where it opens nothing. */
  readonly id: string | null;
}

export interface HeatRow {
  readonly label: string;
  readonly note: string;
  /** Few responses: the note is bold. */
  readonly isNoteStrong: boolean;
  readonly cells: readonly HeatCell[];
}

export interface HeatmapInput {
  readonly width: number;
  readonly columns: readonly { readonly label: string; readonly group: string }[];
  readonly rows: readonly HeatRow[];
}

const cell = { height: 27, least: 34, most: 74, gap: 1 };
const groupHeight = 22;
const lineHeight = 14;
/** Signs of a label written downwards, and lines of one written across. */
const most = { down: 7, across: 3 };

/**
 * Geometry of a heatmap. Columns that have no room side by side go on in a further band below, so that
 * nothing is ever wider than the frame.
 */
export function heatmapLayout({ width, columns, rows }: HeatmapInput) {
  const labelRoom = Math.min(
    Math.max(48, ...rows.map(({ label }) => textWidth(label) + 8)),
    Math.max(48, Math.min(150, width * 0.3)),
  );
  const noteRoom = 14 + Math.max(20, ...rows.map(({ note }) => textWidth(note, 11, true)));
  const left = labelRoom + noteRoom;
  const perBand = Math.max(1, Math.floor((width - left) / cell.least));
  const bandCount = Math.max(1, Math.ceil(columns.length / perBand));
  const inBand = Math.max(1, Math.ceil(columns.length / bandCount));
  const cellWidth = Math.max(cell.least, Math.min(cell.most, Math.floor((width - left) / inBand)));
  let top = 0;
  const bands = Array.from({ length: bandCount }, (_, band) => {
    const from = band * inBand;
    const shown = columns.slice(from, from + inBand);
    // One turned name turns its neighbours: a row of names is read in one direction.
    const single = shown.map(({ label }) => headOf(label, cellWidth));
    const isTurned = single.some(({ kind }) => kind === 'turned');
    const heads = isTurned
      ? shown.map(({ label }, at) => (isHan(label) ? (single[at] as Head) : turned(label)))
      : single;
    const headHeight = Math.max(lineHeight, ...heads.map(({ height }) => height));
    const hasGroups = columns.some(({ group }) => group !== '');
    const headTop = top + (hasGroups ? groupHeight : 0);
    const bodyTop = headTop + headHeight + 6;
    const x = (at: number) => left + at * cellWidth;
    const result = {
      left,
      headTop,
      bodyTop,
      groups: hasGroups ? groupsOf(shown, x, top, cellWidth) : [],
      heads: heads.map((head, at) => ({
        ...head,
        fullText: shown[at]?.label ?? '',
        x: x(at) + cellWidth / 2,
        // Heads stand on the cells below them.
        y: headTop + headHeight - head.height,
      })),
      rows: rows.map((row, index) => {
        const y = bodyTop + index * cell.height;
        return {
          label: fitText(row.label, labelRoom - 6),
          fullText: row.label,
          note: row.note,
          isNoteStrong: row.isNoteStrong,
          y,
          middle: y + cell.height / 2,
          noteX: left - 8,
          cells: row.cells.slice(from, from + inBand).map((one, at) => ({
            ...one,
            x: x(at),
            y,
            width: cellWidth - cell.gap,
            height: cell.height - cell.gap,
          })),
        };
      }),
    };
    top = bodyTop + rows.length * cell.height + 14;
    return result;
  });
  return { width, height: Math.max(40, top - 8), bands };
}

/** Names over neighbouring columns of one group. */
function groupsOf(
  columns: readonly { readonly group: string }[],
  x: (at: number) => number,
  top: number,
  cellWidth: number,
) {
  const groups: {
    text: string;
    fullText: string;
    x: number;
    from: number;
    to: number;
    y: number;
  }[] = [];
  let at = 0;
  while (at < columns.length) {
    const { group } = columns[at] as { group: string };
    let end = at + 1;
    while (end < columns.length && columns[end]?.group === group) end++;
    const room = (end - at) * cellWidth - 6;
    groups.push({
      text: room < 20 ? '' : fitText(group, room, 12, true),
      fullText: group,
      x: (x(at) + x(end)) / 2,
      from: x(at) + 2,
      to: x(end) - 4,
      y: top + 12,
    });
    at = end;
  }
  return groups;
}

interface Head {
  readonly kind: 'across' | 'turned';
  readonly lines: readonly string[];
  readonly height: number;
}

/** A column's name: across where it fits, Chinese downwards sign by sign, others turned. */
function headOf(label: string, room: number): Head {
  const across = linesOf(label, room - 4);
  if (across) return { kind: 'across', lines: across, height: across.length * lineHeight };
  if (!isHan(label)) return turned(label);
  const signs = [...label];
  const lines = signs.length > most.down ? [...signs.slice(0, most.down - 1), '…'] : signs;
  return { kind: 'across', lines, height: lines.length * lineHeight };
}

function turned(label: string): Head {
  const text = fitText(label, 130);
  return { kind: 'turned', lines: [text], height: textWidth(text) + 4 };
}

function isHan(label: string): boolean {
  return /^[\u2e80-\uffef]/u.test(label);
}

function linesOf(label: string, room: number): string[] | null {
  if (textWidth(label) <= room) return [label];
  const isAllHan = /^[\u2e80-\uffef]+$/u.test(label);
  const perLine = isAllHan ? Math.floor(room / 12) : 0;
  if (!isAllHan || perLine < 2 || [...label].length > perLine * most.across) return null;
  const signs = [...label];
  return Array.from({ length: Math.ceil(signs.length / perLine) }, (_, line) =>
    signs.slice(line * perLine, (line + 1) * perLine).join(''),
  );
}
