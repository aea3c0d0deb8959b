import 'fake-indexeddb/auto';
import { afterEach } from 'vitest';
import { database } from '../../src/storage/database';

// Every test begins with an empty device.
afterEach(async () => {
  await Promise.all(
    database.tables.filter(({ name }) => name !== 'meta').map((table) => table.clear()),
  );
});
