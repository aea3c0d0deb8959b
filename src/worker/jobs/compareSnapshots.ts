import { aggregatesOf, type Aggregates } from '../../domain/snapshot/aggregates';
import type { EngagementContents } from '../../domain/snapshot/contents';
import { maskText, type KnownNames } from '../../domain/table/masking';
import { appVersion } from '../../shared/appVersion';
import { loadContents } from '../../storage/snapshotStore';
import type { ComparedFigures } from '../../domain/snapshot/transfer';
import { contentsScores } from './contentsScores';
import { openSnapshot } from './openSnapshot';

/** One side of a comparison: an engagement here, or a file. */
export type ComparedSide =
  { readonly engagementId: string } | { readonly file: File; readonly passphrase: string | null };

/** The figures of two engagements or files, from the same functions as every screen. */
export async function compareSnapshots(
  left: ComparedSide,
  right: ComparedSide,
): Promise<readonly [ComparedFigures, ComparedFigures]> {
  return [await figuresOf(left), await figuresOf(right)];
}

async function figuresOf(side: ComparedSide): Promise<ComparedFigures> {
  if ('engagementId' in side) return contentsAggregates(await loadContents(side.engagementId));
  const opened = await openSnapshot(side.file, side.passphrase, () => undefined);
  return opened.kind === 'aggregates'
    ? opened.aggregates
    : contentsAggregates(opened.snapshot.contents);
}

/** The aggregates of an engagement's contents. */
export function contentsAggregates(contents: EngagementContents, known?: KnownNames): Aggregates {
  const { engagement, model } = contents;
  const figures = aggregatesOf(contentsScores(contents), model, {
    app: appVersion,
    name: maskText(engagement.name, known),
    updatedAt: engagement.updatedAt,
  });
  // On one's own screen nothing leaves the device.
  if (known === undefined) return figures;
  return {
    ...figures,
    rows: figures.rows.map((row) => ({ ...row, name: maskText(row.name, known) })),
  };
}
