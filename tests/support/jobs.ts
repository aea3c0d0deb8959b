import type { ColumnPlan } from '../../src/domain/intake/columnPlan';
import { deriveCells } from '../../src/domain/intake/question';
import { TableReader } from '../../src/domain/intake/tableReader';
import type { Source } from '../../src/domain/table/source';
import { createEngagement } from '../../src/storage/engagementStore';
import { CancelToken } from '../../src/worker/cancelToken';
import { importFile } from '../../src/worker/jobs/importFile';
import { contentOf, inspectFile } from '../../src/worker/jobs/inspectFile';
import { readRecords } from '../../src/worker/jobs/readRecords';
import type { ImportRequest, ImportResult } from '../../src/worker/importRequest';
import type { Inspection, ReadingOptions } from '../../src/domain/intake/inspection';

const silent = () => undefined;

/** A file as a user would drop it. */
export function fileOf(content: string | Uint8Array, name = 'survey.csv'): File {
  return new File([content as BlobPart], name);
}

/** Inspects a file with everything detected. */
export function inspect(
  file: File,
  engagementId: string | null = null,
  options: Partial<ReadingOptions> = {},
): Promise<Inspection> {
  const all = { encoding: null, delimiter: null, sheet: null, platform: null, ...options };
  return inspectFile(file, engagementId, all, silent, new CancelToken());
}

/** Imports a file as proposed, with changes to single columns by their header. */
export async function importAs(
  file: File,
  changes: Readonly<Record<string, Partial<ColumnPlan>>> = {},
  engagementId?: string,
  token = new CancelToken(),
  corrects: ImportRequest['corrects'] = null,
): Promise<{ engagementId: string; source: Source } & Pick<ImportResult, 'carried'>> {
  const inspection = await inspect(file);
  const id = engagementId ?? (await createEngagement('test', 1)).id;
  const { source, carried } = await importFile(
    {
      engagementId: id,
      file,
      fingerprint: inspection.fingerprint,
      reading: inspection.reading,
      shape: inspection.shape,
      recipeId: null,
      settled: [],
      corrects,
      plan: {
        columns: inspection.columns.map(({ header, proposal }) => ({
          ...proposal.plan,
          ...changes[header],
        })),
        period: null,
        commonDimension: 'All',
      },
    },
    silent,
    token,
  );
  return { engagementId: id, source, carried };
}

/** All rows of an inspected file, derived cells included, as the import reads them. */
export async function rowsOf(file: File, { reading, shape }: Inspection): Promise<string[][]> {
  const { content } = await contentOf(file);
  const reader = new TableReader(shape.layout);
  const rows: string[][] = [];
  for await (const block of readRecords(content, reading)) rows.push(...reader.push(block).rows);
  deriveCells(rows, shape.derivations);
  return rows;
}
