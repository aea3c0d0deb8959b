import { assertNever } from '../../shared/assertNever';
import type * as v from 'valibot';
import { choicesAt, joinChoices, joinText, textAt, type ColumnChunk } from '../table/columns';
import { ratingCode, stepCount } from '../table/ratingScale';
import type { SourceColumn } from '../table/source';
import type { chunkColumnSchema } from '../table/sourceSchemas';

/** A column of a chunk as a snapshot holds it: an array of its rows' values. */
export function columnToJson(column: ColumnChunk): ChunkColumn {
  switch (column.kind) {
    case 'text': {
      const { data } = column;
      return { kind: column.kind, data: Array.from(data.ends, (_, row) => textAt(data, row)) };
    }
    case 'choices': {
      const { data } = column;
      return {
        kind: column.kind,
        data: Array.from(data.ends, (_, row) => [...choicesAt(data, row)]),
      };
    }
    case 'numbers':
      return {
        kind: column.kind,
        data: Array.from(column.data, (value) => (Number.isNaN(value) ? null : value)),
      };
    case 'categories':
    case 'codes':
      return { kind: column.kind, data: Array.from(column.data) };
    default:
      return assertNever(column);
  }
}

type ChunkColumn = v.InferOutput<typeof chunkColumnSchema>;

/** True when a column's kind and codes are those its role allows. */
export function fits(column: ChunkColumn, { role, values }: SourceColumn): boolean {
  switch (role.kind) {
    case 'rating':
    case 'overall':
    case 'recommendation': {
      const steps = stepCount(role.scale);
      return (
        column.kind === 'codes' &&
        column.data.every((code) => code <= steps || code >= ratingCode.notShown)
      );
    }
    case 'segment':
      return column.kind === 'categories' && column.data.every((code) => code <= values.length);
    case 'choices':
      return (
        column.kind === 'choices' &&
        column.data.every((codes) => codes.every((code) => code <= values.length))
      );
    case 'date':
    case 'duration':
    case 'network':
    case 'moment':
    case 'number':
      return column.kind === 'numbers';
    case 'comment':
    case 'ignore':
    case 'respondentId':
    case 'text':
      return column.kind === 'text';
    default:
      return assertNever(role);
  }
}

/** The typed column of what a snapshot holds. */
export function columnFromJson(column: ChunkColumn): ColumnChunk {
  switch (column.kind) {
    case 'codes':
      return { kind: 'codes', data: Uint8Array.from(column.data) };
    case 'categories':
      return { kind: 'categories', data: Uint16Array.from(column.data) };
    case 'numbers':
      return { kind: 'numbers', data: Float64Array.from(column.data, (value) => value ?? NaN) };
    case 'choices':
      return { kind: 'choices', data: joinChoices(column.data) };
    case 'text':
      return { kind: 'text', data: joinText(column.data) };
  }
}
