import { JestChaiExpect } from '@vitest/expect';
import * as chai from 'chai';

/** As much of vitest as the reference tests use, for a page: the same claims, run by the browser. */

chai.use(JestChaiExpect);
export const expect = chai.expect as unknown as (actual: unknown, what?: string) => unknown;

type Run = (...args: never[]) => void | Promise<void>;
interface Claim {
  readonly name: string;
  readonly isSkipped: boolean;
  readonly run: () => void | Promise<void>;
}

const claims: Claim[] = [];
let path: readonly string[] = [];
let isGroupSkipped = false;

function describeIf(isSkipped: boolean) {
  return (name: string, define: () => void): void => {
    const before = { path, isGroupSkipped };
    path = [...path, name];
    isGroupSkipped ||= isSkipped;
    define();
    ({ path, isGroupSkipped } = before);
  };
}

function itIf(isSkipped: boolean) {
  const claim = (name: string, run: Run) => {
    claims.push({
      name: [...path, name].join(' > '),
      isSkipped: isSkipped || isGroupSkipped,
      run: run,
    });
  };
  const each = (table: readonly unknown[]) => (name: string, run: Run) => {
    table.forEach((row, at) => {
      const cells = (Array.isArray(row) ? row : [row]) as never[];
      const [first] = cells as unknown[];
      claim(`${typeof first === 'string' ? name.replace('%s', first) : name} #${at}`, () =>
        run(...cells),
      );
    });
  };
  return Object.assign(claim, { each });
}

export const describe = Object.assign(describeIf(false), { skipIf: describeIf });
export const it = Object.assign(itIf(false), { skipIf: itIf });

/** Runs every claim; what failed comes with its reason. */
export async function runClaims() {
  const failed: string[] = [];
  let passed = 0;
  for (const { name, isSkipped, run } of claims) {
    if (isSkipped) continue;
    try {
      await run();
      passed++;
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passed, failed, skipped: claims.filter(({ isSkipped }) => isSkipped).length };
}
