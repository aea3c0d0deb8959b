import { customerCode } from '../domain/interviews/interview';
import type { InterviewLanguage } from '../domain/interviews/questionnaire';
import { comparable } from '../domain/interviews/readKeys';
import { database, type KeyRow, type LockRow } from './database';
import { guardedWrite } from './guardedWrite';

const { keyTable, locks, interviews } = database;

export type { KeyRow, LockRow } from './database';

/** Which names stand behind the codes of an engagement, by code. Only on this device. */
export async function listKeys(engagementId: string): Promise<KeyRow[]> {
  const keys = await keyTable.where('engagementId').equals(engagementId).toArray();
  return keys.sort((a, b) => a.code.length - b.code.length || a.code.localeCompare(b.code));
}

/** The names behind the codes with the codes to put in their place, for masking. */
export async function knownNames(engagementId: string): Promise<ReadonlyMap<string, string>> {
  const keys = await listKeys(engagementId);
  return new Map(keys.map(({ kind, name, code }) => [name, kind === 'person' ? '**' : code]));
}

/**
 * The code of a company's name: the one it has, or the next free letter in front of `suffix`. Names
 * that differ only in case, width or spaces are one company.
 */
export async function codeForCompany(
  engagementId: string,
  name: string,
  suffix: string,
): Promise<string> {
  const plain = comparable(name);
  return guardedWrite([keyTable, interviews], async () => {
    const keys = await listKeys(engagementId);
    const known = keys.find(
      (key) => key.kind === 'company' && (comparable(key.name) === plain || key.code === name),
    );
    if (known) return known.code;
    const planned = await interviews.where('engagementId').equals(engagementId).toArray();
    const taken = new Set([...keys.map(({ code }) => code), ...planned.map((one) => one.customer)]);
    if (taken.has(name)) return name;
    // A letter stands for one customer, in whatever language it was given.
    const letters = new Set([...taken].map((code) => /^[A-Z]+/u.exec(code)?.[0]));
    for (let index = 0; ; index++) {
      if (letters.has(customerCode(index))) continue;
      const code = `${customerCode(index)}${suffix}`;
      await keyTable.put({ engagementId, kind: 'company', code, name: name.trim() });
      return code;
    }
  });
}

/** Keeps the names of a contact, so that they are masked wherever somebody writes them down. */
export async function rememberPeople(
  engagementId: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await guardedWrite([keyTable], async () => {
    const keys = await listKeys(engagementId);
    const known = new Set(keys.map(({ name }) => comparable(name)));
    let next = keys.filter(({ kind }) => kind === 'person').length;
    for (const name of names) {
      if (known.has(comparable(name))) continue;
      known.add(comparable(name));
      await keyTable.put({ engagementId, kind: 'person', code: `P${++next}`, name });
    }
  });
}

/** Forgets the names behind all codes of an engagement; the codes stay. */
export async function deleteKeys(engagementId: string): Promise<void> {
  await guardedWrite([keyTable], () =>
    keyTable.where('engagementId').equals(engagementId).delete(),
  );
}

/** Puts names back or brings them from another device. */
export async function saveKeys(keys: readonly KeyRow[]): Promise<void> {
  await guardedWrite([keyTable], () => keyTable.bulkPut([...keys]));
}

const iterations = 200_000;

/** How a tablet is handed over. */
export interface HandOver {
  readonly code: string;
  /** A second code, shown once, for when the first is forgotten. */
  readonly recovery: string;
  readonly place: string;
  readonly language: InterviewLanguage;
}

/** Locks the handed-over tablet; of the codes only salted hashes are kept. */
export async function handOver(
  engagementId: string,
  { code, recovery, place, language }: HandOver,
): Promise<void> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  const hashes = [await hashOf(code, salt), await hashOf(recovery, salt)];
  await guardedWrite([locks], () =>
    locks.put({ engagementId, salt, hashes, wrong: 0, waitUntil: 0, place, language }),
  );
}

/** The engagement whose questionnaire this device is handed over with; null while it is not. */
export async function findLock(): Promise<LockRow | null> {
  return (await locks.toCollection().first()) ?? null;
}

/** After this many wrong codes in a row one has to wait before each further one. */
const freeTries = 5;
const waitMs = 30_000;

/**
 * Takes the lock off where the code is right. Returns what else is the case. `known` is the lock as the
 * page has it: site data that were cleared do not open it.
 */
export async function unlock(
  known: LockRow,
  code: string,
  now: number,
): Promise<'open' | 'wrong' | { readonly waitUntil: number }> {
  const { engagementId } = known;
  const stored = await locks.get(engagementId).catch(() => undefined);
  if (!stored) return known.hashes.includes(await hashOf(code, known.salt)) ? 'open' : 'wrong';
  const lock = stored;
  if (lock.waitUntil > now) return { waitUntil: lock.waitUntil };
  if (lock.hashes.includes(await hashOf(code, lock.salt))) {
    await guardedWrite([locks], () => locks.delete(engagementId));
    return 'open';
  }
  const wrong = lock.wrong + 1;
  const waitUntil = wrong >= freeTries ? now + waitMs : 0;
  await guardedWrite([locks], () => locks.update(engagementId, { wrong, waitUntil }));
  return waitUntil > 0 ? { waitUntil } : 'wrong';
}

async function hashOf(code: string, salt: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(code), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes.encode(salt), iterations };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
