import type * as v from 'valibot';
import { cleaningRules, ruleOf } from '../cleaning/rules';
import { decisionsKept, decisionSchema } from '../cleaning/decisions';
import { recipesKept, recipeSchema } from '../intake/recipeKept';
import { followUpsKept, followUpSchema } from '../interviews/followUp';
import {
  answersKept,
  answerSchema,
  interviewsKept,
  interviewSchema,
  recordingsKept,
  recordingSchema,
} from '../interviews/interviewKept';
import { questionnairesKept, questionnaireSchema } from '../interviews/questionnaireKept';
import { refsTo, type AnyKept, type Kept } from '../kept/kept';
import { annotationsKept, annotationSchema, viewsKept, viewSchema } from '../model/analysisNotes';
import { goalsKept, goalSchema } from '../model/goal';
import { modelVersionsKept, modelVersionSchema } from '../model/modelKept';
import { presetsKept, presetSchema } from '../model/weightPreset';
import { commentCodesKept, commentCodeSchema } from '../text/commentCode';
import { taxonomiesKept, taxonomySchema } from '../text/taxonomy';

/**
 * Everything that is kept in tables of an engagement and travels with it, but for its own record, its
 * model, cleaning settings and sources. Database, snapshots, merging, masking and erasing read this list.
 */
export const kept = {
  modelVersions: modelVersionsKept,
  presets: presetsKept,
  goals: goalsKept,
  taxonomies: taxonomiesKept,
  commentCodes: commentCodesKept,
  views: viewsKept,
  annotations: annotationsKept,
  decisions: decisionsKept,
  recipes: recipesKept,
  questionnaires: questionnairesKept,
  interviews: interviewsKept,
  answers: answersKept,
  followUps: followUpsKept,
  recordings: recordingsKept,
} as const;

/**
 * What the records of each must look like where they come from outside. Apart from the list: only what
 * reads snapshots needs it.
 */
export const keptSchemas: { readonly [N in KeptName]: v.GenericSchema<unknown, KeptRecord<N>> } = {
  goals: goalSchema,
  views: viewSchema,
  annotations: annotationSchema,
  presets: presetSchema,
  modelVersions: modelVersionSchema,
  commentCodes: commentCodeSchema,
  taxonomies: taxonomySchema,
  decisions: decisionSchema,
  recipes: recipeSchema,
  questionnaires: questionnaireSchema,
  interviews: interviewSchema,
  answers: answerSchema,
  recordings: recordingSchema,
  followUps: followUpSchema,
};

/** The version in which the shape of something kept changed last. */
const changedLast = 7;

/** Version of what is kept: of the database and of snapshots. A noun or rule that comes later raises it. */
export const keptVersion = Math.max(
  changedLast,
  ...Object.values(kept).map(({ since }) => since),
  ...cleaningRules.map((id) => ruleOf(id).since),
);

export type KeptName = keyof typeof kept;
export type KeptRecord<N extends KeptName> = (typeof kept)[N] extends Kept<infer T> ? T : never;

/** The records of every kept table of an engagement. */
export type KeptContents = { readonly [N in KeptName]: readonly KeptRecord<N>[] };

export const keptNames = Object.keys(kept) as KeptName[];

/** The declaration of a table, for code that serves all of them. */
export function keptOf(name: KeptName): AnyKept {
  return kept[name] as unknown as AnyKept;
}

/** One value per kept table, from its records; types are those of the contents. */
export function mapKept(
  contents: KeptContents,
  change: <N extends KeptName>(
    name: N,
    records: readonly KeptRecord<N>[],
  ) => readonly KeptRecord<N>[],
): KeptContents {
  return Object.fromEntries(
    keptNames.map((name) => [name, change(name, contents[name] as never)]),
  ) as unknown as KeptContents;
}

/** Tables whose records belong to a response of a source, or to an interview. */
export const partNames = keptNames.filter(
  (name) => refsTo(keptOf(name), 'source', 'interview').length > 0,
);

/** True for a record that leads to one of these sources or interviews. */
export function leadsTo(name: KeptName, record: object, ids: ReadonlySet<string>): boolean {
  return refsTo(keptOf(name), 'source', 'interview').some((field) =>
    ids.has((record as Readonly<Record<string, string>>)[field] ?? ''),
  );
}
