import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository';

/** A published or worked case of the reference values. */
export interface ReferenceCase {
  readonly id: string;
  readonly inputs: Record<string, any>;
  readonly expected: Record<string, any>;
  readonly tol_rel: number;
}

/** Where the committed cases and their data lie. */
export const referenceFolder = join(root, 'tests/reference');

const { cases } = JSON.parse(readFileSync(join(referenceFolder, 'cases.json'), 'utf8')) as {
  readonly cases: readonly ReferenceCase[];
};

/** All committed cases. */
export const referenceCases = cases;

/** The cases whose id begins so, as a table for `it.each`. */
export const namedCases = (prefix: string) =>
  cases.filter(({ id }) => id.startsWith(prefix)).map((one) => [one.id, one] as const);

/** One case by its id. */
export const caseOf = (id: string) => cases.find((one) => one.id === id) as ReferenceCase;
