import 'fake-indexeddb/auto';
import { Blob, File } from 'node:buffer';
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';
import { database } from '../../src/storage/database';
import { InThreadWorker } from './inThreadWorker';

// Rooms ask the real worker's script, and that the real storage code.
// jsdom's files cannot be read; Node's can.
Object.assign(globalThis, { Worker: InThreadWorker, Blob, File });

afterEach(async () => {
  // Nobody asks any more before the storage is emptied.
  cleanup();
  location.hash = '';
  await Promise.all(
    database.tables.filter(({ name }) => name !== 'meta').map((table) => table.clear()),
  );
});
