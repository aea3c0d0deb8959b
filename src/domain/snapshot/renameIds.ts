import { interviewSourceId } from '../interviews/interviewTable';
import { renamed, type IdFor } from '../kept/kept';
import type { EngagementContents } from './contents';
import { kept, keptNames, keptOf, mapKept } from './keptNouns';

/** Every identifier of an engagement's contents that must be unique on a device. */
export function idsOf(contents: EngagementContents): string[] {
  return [
    contents.engagement.id,
    ...contents.sources.map(({ source }) => source.id),
    ...keptNames.flatMap((name) => {
      const own = Object.entries(keptOf(name).refs).find(([, target]) => target === 'self')?.[0];
      const records = contents[name] as readonly object[];
      return own === undefined
        ? []
        : records.map((record) => (record as Readonly<Record<string, string>>)[own] as string);
    }),
  ];
}

/**
 * The contents as a copy of their own: under new identifiers everywhere, and with no memory of who
 * changed what, since it will never be brought together with what it was copied from.
 */
export function withNewIds(contents: EngagementContents, newId: () => string): EngagementContents {
  const fresh = new Map(idsOf(contents).map((id) => [id, newId()]));
  const engagementId = fresh.get(contents.engagement.id) as string;
  fresh.set(interviewSourceId(contents.engagement.id), interviewSourceId(engagementId));
  const idFor: IdFor = (target, id) => (target === 'local' ? id : (fresh.get(id) ?? id));
  return {
    ...mapKept(contents, (name, records) =>
      records.map((record) => renamed(kept[name] as never, record, idFor)),
    ),
    engagement: { ...contents.engagement, id: engagementId },
    model: { ...contents.model, engagementId },
    cleaning: contents.cleaning,
    stamps: [],
    seen: {},
    sources: contents.sources.map(({ source, chunks }) => ({
      source: { ...source, id: idFor('source', source.id), engagementId },
      chunks,
    })),
  };
}
