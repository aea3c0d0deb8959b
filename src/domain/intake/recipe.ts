import type { DateOrder, PlatformId, SourceKind } from '../table/source';
import type { ColumnPlan } from './columnPlan';
import type { Question } from './question';
import { nameKey, similarity } from './similarity';

/** What was decided about one question of a file. */
export interface RecipeColumn {
  readonly header: string;
  readonly stem: string | null;
  readonly item: string;
  readonly plan: ColumnPlan;
}

/** An answer outside a question's scale that a person settled as out of range. */
export interface SettledAnswer {
  readonly header: string;
  readonly answer: string;
}

/** Everything decided about a file, to be used again for the next wave's. */
export interface Recipe {
  readonly id: string;
  readonly engagementId: string;
  /** The file it was last used for. */
  readonly fileName: string;
  readonly platform: PlatformId;
  readonly kind: SourceKind;
  readonly savedAt: number;
  readonly columns: readonly RecipeColumn[];
  readonly settled: readonly SettledAnswer[];
}

/** A recipe laid over a file: what it decides, and how the questionnaire has changed since. */
export interface RecipeMatch {
  readonly recipeId: string;
  readonly fileName: string;
  readonly settled: readonly SettledAnswer[];
  /** The plan of each question; null where the recipe does not know it. */
  readonly plans: readonly (ColumnPlan | null)[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly at: number }[];
}

/** At least this share of a recipe's questions has to be in a file, and the other way round. */
const leastShared = 0.5;
/** From this likeness on a new question is an old one with another wording. */
const leastLikeness = 0.6;

/** The recipe that fits a file's questions best; null when none does. */
export function matchRecipe(
  recipes: readonly Recipe[],
  questions: readonly Question[],
  platform: PlatformId,
  kind: SourceKind,
): RecipeMatch | null {
  let best: { match: RecipeMatch; known: number; savedAt: number } | null = null;
  for (const recipe of recipes) {
    if (recipe.platform !== platform || recipe.kind !== kind) continue;
    const match = layOver(recipe, questions);
    const known = match.plans.filter((plan) => plan !== null).length;
    const isClose =
      known >= leastShared * recipe.columns.length && known >= leastShared * questions.length;
    if (!isClose) continue;
    const isBetter =
      !best || known > best.known || (known === best.known && recipe.savedAt > best.savedAt);
    if (isBetter) best = { match, known, savedAt: recipe.savedAt };
  }
  return best?.match ?? null;
}

/** This share of a header has to be a recipe's, and the other way round, to follow it blindly. */
const sameHeader = 0.8;

/**
 * What a person took an earlier file with this header for, where that is something else than a
 * platform's export: the next one is taken for the same. Null where nobody had to say.
 */
export function platformByRecipe(
  recipes: readonly Recipe[],
  header: readonly string[],
): PlatformId | null {
  const names = new Set(header.map(nameKey));
  const found = recipes
    .filter(({ platform, kind }) => platform === 'plain' || platform === kind)
    .filter(({ columns }) => {
      const shared = columns.filter((column) => names.has(nameKey(column.header))).length;
      return shared >= sameHeader * columns.length && shared >= sameHeader * names.size;
    })
    .sort((a, b) => b.savedAt - a.savedAt)[0];
  return found?.platform ?? null;
}

/**
 * The order in which a file's dates are read under a recipe, and whether that settles it. Dates that
 * leave no doubt decide for themselves; of two orders that fit, the recipe's is taken; a recipe for
 * dates that begin with the year cannot tell.
 */
export function dateOrderUnder(
  recipe: DateOrder | null,
  own: DateOrder | null,
  isAmbiguous: boolean,
): { readonly order: DateOrder | null; readonly isSettled: boolean } {
  if (!isAmbiguous) return { order: own ?? recipe, isSettled: true };
  const canTell = recipe === 'dmy' || recipe === 'mdy';
  return { order: canTell ? recipe : own, isSettled: canTell };
}

/** True when the questionnaire is the one that the recipe was made for. */
export function isUnchanged({ added, gone, renamed }: RecipeMatch): boolean {
  return added.length + gone.length + renamed.length === 0;
}

function layOver(recipe: Recipe, questions: readonly Question[]): RecipeMatch {
  const byKey = new Map<string, RecipeColumn>();
  for (const [key, column] of keyed(recipe.columns)) byKey.set(key, column);
  const plans: (ColumnPlan | null)[] = [];
  const missing: number[] = [];
  for (const [key, question] of keyed(questions)) {
    const known = byKey.get(key);
    const isFit = known !== undefined && fits(known.plan, question);
    if (isFit) byKey.delete(key);
    else missing.push(plans.length);
    plans.push(isFit ? known.plan : null);
  }
  const gone = [...byKey.values()];
  const renamed: { from: string; to: string; at: number }[] = [];
  const pairs = missing
    .flatMap((at) =>
      gone.map((column) => ({
        at,
        column,
        likeness: likenessOf(questions[at] as Question, column),
      })),
    )
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness);
  const used = new Set<RecipeColumn>();
  for (const { at, column } of pairs) {
    const question = questions[at] as Question;
    if (plans[at] !== null || used.has(column) || !fits(column.plan, question)) continue;
    used.add(column);
    plans[at] = column.plan;
    renamed.push({ from: column.header, to: question.header, at });
  }
  const isRenamed = new Set(renamed.map(({ at }) => at));
  return {
    recipeId: recipe.id,
    fileName: recipe.fileName,
    settled: recipe.settled,
    plans,
    added: missing
      .filter((at) => !isRenamed.has(at))
      .map((at) => (questions[at] as Question).header),
    gone: gone.filter((column) => !used.has(column)).map(({ header }) => header),
    renamed,
  };
}

interface Named {
  readonly header: string;
  readonly stem: string | null;
  readonly item: string;
}

/** Rows of one matrix are compared by themselves: their common stem would make all of them alike. */
function likenessOf(a: Named, b: Named): number {
  const isSameStem = a.stem !== null && a.stem === b.stem;
  return isSameStem ? similarity(a.item, b.item) : similarity(nameOf(a), nameOf(b));
}

const nameOf = ({ header, stem }: Named) => (stem === null ? header : `${stem} ${header}`);

/** Items with a key each: their name, and which one of that name it is. */
function keyed<T extends Named>(items: readonly T[]): [string, T][] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = nameKey(nameOf(item)) || '∅';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [`${name}#${count}`, item];
  });
}

/** Several answers per respondent and one answer cannot take each other's plan. */
function fits(plan: ColumnPlan, { reading }: Question): boolean {
  if (plan.kind === 'ignore') return true;
  if (reading.kind === 'cell') return plan.kind !== 'choices';
  const isText = plan.kind === 'comment' || plan.kind === 'text';
  return plan.kind === 'choices' || (reading.kind === 'joined' && isText);
}
