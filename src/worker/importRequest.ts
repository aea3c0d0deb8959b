import type { ImportPlan } from '../domain/intake/importPlan';
import type { FileReading } from '../domain/intake/inspection';
import type { TableShape } from '../domain/intake/question';
import type { SettledAnswer } from '../domain/intake/recipe';
import type { Source } from '../domain/table/source';

/** What is imported, and what was decided about it. */
export interface ImportRequest {
  readonly engagementId: string;
  readonly file: File;
  readonly fingerprint: string;
  readonly reading: FileReading;
  readonly shape: TableShape;
  readonly plan: ImportPlan;
  /** The recipe to renew; null keeps a new one. */
  readonly recipeId: string | null;
  readonly settled: readonly SettledAnswer[];
  /** The source whose decisions go along, and whether the file takes its place. */
  readonly corrects: { readonly sourceId: string; readonly replaces: boolean } | null;
}

/** A finished import, and how long reading and counting, the cleaning rules, and storing took. */
export interface ImportResult {
  readonly source: Source;
  readonly computeMs: number;
  readonly cleanMs: number;
  readonly storeMs: number;
  /** What became of the decisions of the file it corrects; null where it corrects none. */
  readonly carried: {
    readonly decisions: number;
    readonly lost: number;
    readonly overtaken: number;
  } | null;
}
