import { assertNever } from '../../shared/assertNever';
import { textAt, type ColumnChunk } from '../../domain/table/columns';
import type { Source, SourceColumn } from '../../domain/table/source';
import { listSources, loadChunks } from '../../storage/sourceStore';
import type { BenchmarkTable } from '../../domain/model/benchmarkTable';

/** The benchmark tables of an engagement: what each says of which metric. */
export async function readBenchmarks(engagementId: string): Promise<BenchmarkTable[]> {
  const sources = (await listSources(engagementId)).filter(({ kind }) => kind === 'benchmark');
  return Promise.all(
    sources.map(async (source): Promise<BenchmarkTable> => {
      const metrics = await valuesOf(source, 'benchmark.metric');
      const figures = await valuesOf(source, 'benchmark.value');
      return {
        fileName: source.fileName,
        values: metrics.flatMap((metric, row) => {
          const value = figures[row];
          const name = String(metric ?? '').trim();
          return typeof value === 'number' && name !== '' ? [{ metric: name, value }] : [];
        }),
      };
    }),
  );
}

async function valuesOf(source: Source, field: string): Promise<(string | number | null)[]> {
  const at = source.columns.findIndex((column) => column.field === field);
  const column = source.columns[at];
  if (!column) return [];
  const chunks = await loadChunks(source.id);
  return chunks.flatMap(({ columns }) => cellsOf(columns[at] as ColumnChunk, column));
}

function cellsOf(chunk: ColumnChunk, { values }: SourceColumn): (string | number | null)[] {
  switch (chunk.kind) {
    case 'text':
      return Array.from(chunk.data.ends, (_, row) => textAt(chunk.data, row));
    case 'categories':
      return Array.from(chunk.data, (code) => values[code - 1] ?? null);
    case 'numbers':
      return Array.from(chunk.data, (value) => (Number.isNaN(value) ? null : value));
    case 'choices':
    case 'codes':
      return [];
    default:
      return assertNever(chunk);
  }
}
