import * as v from 'valibot';

/** What the step from version 6 has to find. */
export const sixthVersionSchema = v.looseObject({
  followUps: v.array(v.record(v.string(), v.unknown())),
  stamps: v.array(v.looseObject({ table: v.string(), fields: v.array(v.array(v.unknown())) })),
});

/** What the step from version 3 has to find. */
export const thirdVersionSchema = v.looseObject({
  engagement: v.record(v.string(), v.unknown()),
  model: v.record(v.string(), v.unknown()),
});

/** What the step from version 2 has to find. */
export const secondVersionSchema = v.looseObject({
  sources: v.array(v.looseObject({ source: v.record(v.string(), v.unknown()) })),
  cleaning: v.record(v.string(), v.unknown()),
  decisions: v.array(v.record(v.string(), v.unknown())),
});

/** What the step from version 1 has to find. */
export const firstVersionSchema = v.looseObject({
  sources: v.array(
    v.looseObject({
      source: v.looseObject({
        columns: v.array(v.looseObject({ role: v.looseObject({ kind: v.string() }) })),
      }),
    }),
  ),
});
