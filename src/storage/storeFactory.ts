/** What a database is opened with. */
interface Factories {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** Some browsers refuse even to name their store to a page that is given none. */
function browsersOwn(): Factories | null {
  try {
    const { indexedDB, IDBKeyRange } = globalThis;
    return { indexedDB, IDBKeyRange };
  } catch {
    return null;
  }
}

/** Where the database is: in the browser's own store until {@link keepInMemory} is called. */
let current = browsersOwn();
let keptInMemory = false;

function factories(): Factories {
  if (!current) throw new DOMException('no storage is given', 'SecurityError');
  return current;
}

/** The store as Dexie is given it; it is looked up at each use, and may refuse then. */
export const storeFactory = {
  open: (name: string, version?: number) => factories().indexedDB.open(name, version),
  deleteDatabase: (name: string) => factories().indexedDB.deleteDatabase(name),
  databases: () => factories().indexedDB.databases(),
  cmp: (a: unknown, b: unknown) => factories().indexedDB.cmp(a, b),
};

/** Ranges of keys of that same store: one does not understand the other's. */
export const storeRanges = {
  bound: (lower: unknown, upper: unknown, isLowerOpen?: boolean, isUpperOpen?: boolean) =>
    factories().IDBKeyRange.bound(lower, upper, isLowerOpen, isUpperOpen),
  lowerBound: (bound: unknown, isOpen?: boolean) =>
    factories().IDBKeyRange.lowerBound(bound, isOpen),
  upperBound: (bound: unknown, isOpen?: boolean) =>
    factories().IDBKeyRange.upperBound(bound, isOpen),
  only: (value: unknown) => factories().IDBKeyRange.only(value),
};

/**
 * From now on everything is kept in the memory of this window alone, and is gone with it: for browsers
 * that give a page no storage.
 */
export async function keepInMemory(): Promise<void> {
  const { IDBFactory, IDBKeyRange } = await import('fake-indexeddb');
  current = { indexedDB: new IDBFactory(), IDBKeyRange };
  keptInMemory = true;
  // The worker's script, which runs in this page then, looks for its storage where the browser's would be.
  for (const [name, value] of Object.entries(current)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
}

/** True once {@link keepInMemory} was called. */
export const isInMemory = (): boolean => keptInMemory;
