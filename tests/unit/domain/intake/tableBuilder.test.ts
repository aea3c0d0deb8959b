import { describe, expect, it } from 'vitest';
import { lookAlikes } from '../../../../src/domain/intake/variants';
import { TableBuilder } from '../../../../src/domain/intake/tableBuilder';
import { chunkRows, textAt } from '../../../../src/domain/table/columns';
import {
  numericScale,
  stepScores,
  ticketHourBands,
  valueScale,
} from '../../../../src/domain/table/ratingScale';
import { assembleTable } from '../../../../src/domain/table/responseTable';
import type { ColumnRole, Source, SourceColumn } from '../../../../src/domain/table/source';

const column = (id: string, role: ColumnRole): SourceColumn => ({
  id,
  header: id,
  role,
  field: null,
  values: [],
  rawMedian: null,
  outOfRange: [],
});

const cell = (position: number) => ({ kind: 'cell' as const, position });

it('keeps every cell across the edges of chunks', () => {
  const columns = [
    column('id', { kind: 'respondentId' }),
    column('q', { kind: 'rating', indicatorId: 'q', scale: numericScale(1, 5) }),
    column('region', {
      kind: 'segment',
      segmentId: 'region',
      meaning: null,
      mergesVariants: false,
    }),
    column('time', { kind: 'duration' }),
  ];
  const builder = new TableBuilder(columns, [0, 2, 1, 3].map(cell));
  const total = chunkRows + 1000;
  const row = (at: number) => [
    `R${at}`,
    at % 3 === 0 ? '' : `r${at % 3}`,
    String((at % 5) + 1),
    `${at} s`,
  ];
  const chunks = [];
  for (let at = 0; at < total; at += 700) {
    chunks.push(
      ...builder.append(Array.from({ length: Math.min(700, total - at) }, (_, i) => row(at + i))),
    );
  }
  const { rest, columns: finished } = builder.finish();
  if (rest) chunks.push(rest);
  expect(chunks.map(({ rowCount }) => rowCount)).toEqual([chunkRows, 1000]);
  const table = assembleTable(
    { id: 's', rowCount: total, columns: finished } as unknown as Source,
    chunks,
  );
  for (const at of [0, 1, 699, 700, chunkRows - 1, chunkRows, total - 1]) {
    expect(table.respondentIds?.at(at)).toBe(`R${at}`);
    expect(table.ratings[0]?.codes[at]).toBe((at % 5) + 1);
    const code = table.segments[0]?.codes[at] as number;
    expect(code === 0 ? '' : table.segments[0]?.values[code - 1]).toBe(
      at % 3 === 0 ? '' : `r${at % 3}`,
    );
    expect(table.durations?.[at]).toBe(at);
  }
});

it('lists answers off the scale with their row and what was written', () => {
  const builder = new TableBuilder(
    [column('q', { kind: 'rating', indicatorId: 'q', scale: numericScale(1, 5) })],
    [cell(0)],
  );
  builder.append([['1'], ['99'], ['N/A'], ['4.5']]);
  const { columns } = builder.finish();
  expect(columns[0]?.outOfRange).toEqual([
    { row: 1, raw: '99' },
    { row: 3, raw: '4.5' },
  ]);
});

it('takes further percents into their scale, so that none found late is lost', () => {
  const scale = valueScale(0, 100, [60, 70]);
  const builder = new TableBuilder(
    [column('p', { kind: 'rating', indicatorId: 'p', scale })],
    [cell(0)],
  );
  builder.append([['60%'], ['85%'], ['70'], ['101'], ['85']]);
  const { rest, columns } = builder.finish();
  const { role } = columns[0]!;
  if (role.kind !== 'rating') throw new Error('no rating');
  const codes = rest?.columns[0]?.kind === 'codes' ? [...rest.columns[0].data] : [];
  const scores = stepScores(role.scale);
  expect(codes.map((code) => scores[code - 1] ?? null)).toEqual([3.4, 4.4, 3.8, null, 4.4]);
  expect(columns[0]?.outOfRange).toEqual([{ row: 3, raw: '101' }]);
});

it('keeps the median of figures that are scored in bands', () => {
  const builder = new TableBuilder(
    [column('h', { kind: 'rating', indicatorId: 'h', scale: ticketHourBands })],
    [cell(0)],
  );
  builder.append([['0.5'], ['2'], [''], ['30'], ['5'], ['-1']]);
  // Of 0.5, 2, 5 and 30.
  expect(builder.finish().columns[0]?.rawMedian).toBe(3.5);
});

describe('values that look alike (fault 54)', () => {
  const raws = ['Café', 'Cafe\u0301', ' Café', 'Ca\u200bfé', 'Bar '];
  const build = (mergesVariants: boolean) => {
    const role = { kind: 'segment' as const, segmentId: 's', meaning: null, mergesVariants };
    const builder = new TableBuilder([column('s', role)], [cell(0)]);
    builder.append(raws.map((raw) => [raw]));
    const { rest, columns } = builder.finish();
    const data = rest?.columns[0];
    const codes = data?.kind === 'categories' ? [...data.data] : [];
    return { values: columns[0]?.values, codes };
  };
  it('are one where a person said so', () => {
    expect(build(true)).toEqual({ values: ['Café', 'Bar'], codes: [1, 1, 1, 1, 2] });
  });
  it('stay apart where nobody did', () => {
    const { values, codes } = build(false);
    expect(codes).toEqual([1, 2, 3, 4, 5]);
    expect(values).toEqual(['Café', ...raws.slice(1, 4), 'Bar']);
  });
  it('are found to be asked about', () => {
    expect(lookAlikes(raws.map((raw) => [raw, 1] as const))).toEqual([raws.slice(0, 4)]);
  });
});

it('keeps identifiers as text', () => {
  const builder = new TableBuilder([column('id', { kind: 'respondentId' })], [cell(0)]);
  builder.append([['00123'], ['123456789012345678'], ['1e5']]);
  const chunk = builder.finish().rest?.columns[0];
  const texts = chunk?.kind === 'text' ? [0, 1, 2].map((row) => textAt(chunk.data, row)) : [];
  expect(texts).toEqual(['00123', '123456789012345678', '1e5']);
});
