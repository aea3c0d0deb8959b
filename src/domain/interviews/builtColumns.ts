import { joinChoices, joinText, type ColumnChunk } from '../table/columns';
import type { ColumnRole, SourceColumn } from '../table/source';

/** A column with its data. */
export interface BuiltColumn {
  readonly column: SourceColumn;
  readonly data: ColumnChunk;
}

/** A column of a source with nothing but its role. */
export function plainColumn(
  id: string,
  header: string,
  role: ColumnRole,
  field: string | null = null,
  values: readonly string[] = [],
): SourceColumn {
  return { id, header, role, field, values, rawMedian: null, outOfRange: [] };
}

/** A column of texts; empty where missing. */
export function textColumn(
  id: string,
  header: string,
  role: ColumnRole,
  rows: readonly string[],
  field: string | null = null,
): BuiltColumn {
  return {
    column: plainColumn(id, header, role, field),
    data: { kind: 'text', data: joinText(rows) },
  };
}

/** A column of figures; NaN where missing. */
export function numberColumn(
  id: string,
  header: string,
  role: ColumnRole,
  rows: readonly number[],
): BuiltColumn {
  return {
    column: plainColumn(id, header, role),
    data: { kind: 'numbers', data: Float64Array.from(rows) },
  };
}

/** A column of categories, its values in order of appearance; blank is no value. */
export function segmentColumn(
  id: string,
  header: string,
  rows: readonly string[],
  segmentId = header,
): BuiltColumn {
  const values = [...new Set(rows)].filter((value) => value !== '');
  const codes = new Map(values.map((value, at) => [value, at + 1]));
  const role = {
    kind: 'segment',
    segmentId,
    meaning: null,
    mergesVariants: false,
  } as const;
  return {
    column: plainColumn(id, header, role, null, values),
    data: { kind: 'categories', data: Uint16Array.from(rows, (value) => codes.get(value) ?? 0) },
  };
}

/** A column of several answers per row, as codes from 1. */
export function choicesColumn(
  id: string,
  header: string,
  values: readonly string[],
  rows: readonly (readonly number[])[],
): BuiltColumn {
  return {
    column: plainColumn(id, header, { kind: 'choices', isRanked: false }, null, values),
    data: { kind: 'choices', data: joinChoices(rows) },
  };
}
