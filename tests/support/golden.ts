import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repository';

/** Versions of what is kept that were released before today's. */
export const releasedVersions = [1, 2, 3, 4, 5, 6] as const;

const folder = join(root, 'tests/fixtures/golden');

/** The text of a snapshot as that version wrote it. */
export function goldenSnapshot(version: number): string {
  return readFileSync(join(folder, `snapshot-v${version}.json`), 'utf8');
}

/** The same after version 6 had read it, as version 6 wrote it. */
export function goldenInVersion6(version: number): string {
  return version === 6
    ? goldenSnapshot(6)
    : readFileSync(join(folder, `snapshot-v${version}-as-v6.json`), 'utf8');
}
