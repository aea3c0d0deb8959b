import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Real survey files that are no part of the product; absent on most machines. */
export const sharedData = join(root, '..', 'shared', 'data');
export const hasSharedData = existsSync(sharedData);
