import { group } from 'd3-array';
import type { EngagementContents } from './contents';
import { leadsTo, mapKept, partNames } from './keptNouns';
import type { RecordStamp } from './stamps';

/** What a key names first: the interview of its parts, or the source or record itself. */
function ownerOf(key: string): string {
  const parsed: unknown = JSON.parse(key);
  return String(Array.isArray(parsed) ? parsed[0] : parsed);
}

const partTables: ReadonlySet<string> = new Set(partNames);

/** The stamps of everything that belongs to an interview, by the interview's key. */
export function stampsOfParts({ stamps }: EngagementContents): (key: string) => RecordStamp[] {
  const byOwner = group(
    stamps.filter(({ table }) => partTables.has(table)),
    ({ key }) => ownerOf(key),
  );
  return (key) => byOwner.get(ownerOf(key)) ?? [];
}

/**
 * An interview with its answers, its follow-up and what was decided and coded about its response lives and
 * goes as one: whatever of it was changed is a change of the interview. This is a copy as such parts are
 * merged: without those of interviews that are gone, and without the memory of having deleted those of one
 * that lives on because the other copy has changed it.
 */
export function partsOfHeld(
  contents: EngagementContents,
  held: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): EngagementContents {
  const here = new Set(contents.interviews.map(({ id }) => id));
  const isRevived = ({ table, key }: RecordStamp) => {
    if (!partTables.has(table)) return false;
    const owner = ownerOf(key);
    return held.has(owner) && !here.has(owner);
  };
  return {
    ...contents,
    ...mapKept(contents, (name, records) =>
      records.filter((record) => !leadsTo(name, record as object, gone)),
    ),
    stamps: contents.stamps.filter((stamp) => !isRevived(stamp)),
  };
}
