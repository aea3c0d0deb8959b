import { defaultCleaning } from '../../src/domain/cleaning/cleaningSettings';
import type { EngagementContents } from '../../src/domain/snapshot/contents';
import { keptNames, keptOf, type KeptContents } from '../../src/domain/snapshot/keptNouns';
import { joinChoices, joinText } from '../../src/domain/table/columns';
import { numericScale } from '../../src/domain/table/ratingScale';
import { planOf } from './intake';
import { answerOf, interviewOf, questionnaireOf } from './interviews';
import { modelOf } from './models';

const interview = interviewOf('i1', {
  consent: {
    recording: true,
    quoting: true,
    how: 'signed',
    at: 11,
    signature: 'M1 2L3.5 4',
    withdrawnAt: null,
  },
});

/** An interview with its recording, and who changed what. */
const interviews = {
  questionnaires: [questionnaireOf(modelOf({ D: [100, { a: 100 }] }))],
  interviews: [interview],
  answers: [
    answerOf(interview, 'q2', { step: 1, reasons: ['process'], note: '转了三次', marks: [462] }),
  ],
  followUps: [
    {
      id: 'i1',
      engagementId: 'e1',
      interviewId: 'i1',
      sourceId: null,
      row: null,
      feedbackItemId: null,
      urgency: 'low' as const,
      questionIds: ['q2'],
      owner: '',
      note: '',
      openedAt: 12,
      respondedAt: null,
      solvedAt: null,
      doneAt: null,
      pauses: [],
      breachedAt: null,
      earlier: [],
    },
  ],
  recordings: [
    {
      interviewId: 'i1',
      take: 14,
      index: 0,
      mimeType: 'audio/webm;codecs=opus',
      data: Uint8Array.from([1, 2, 255]).buffer,
    },
  ],
  stamps: [
    {
      table: 'goals' as const,
      key: '"g1"',
      fields: { to: { at: 15, by: 'K2' } },
      deleted: null,
    },
  ],
  seen: { K2: 15 },
};

const plainColumn = { field: null, values: [], rawMedian: null, outOfRange: [] };

/** An engagement with one of everything that can be kept in it. */
export const contents: EngagementContents = {
  engagement: {
    id: 'e1',
    name: '海川 <b>',
    isSample: false,
    createdAt: 1,
    updatedAt: 2,
    deletedAt: null,
    backedUpAt: 5,
    population: 4_000,
  },
  model: modelOf({ D: [100, { a: 100 }] }, { target: 4.2 }),
  modelVersions: [
    {
      engagementId: 'e1',
      version: 1,
      savedAt: 2,
      note: 'first',
      model: modelOf({ D: [100, { a: [100, { x: 40, y: 60 }] }] }),
    },
  ],
  presets: [{ id: 'w1', engagementId: 'e1', name: 'Launch', savedAt: 3, weights: { a: 40 } }],
  goals: [
    {
      id: 'g1',
      engagementId: 'e1',
      metric: { kind: 'node', nodeId: 'D' },
      note: '+0.3',
      from: 3.9,
      to: 4.2,
      startDay: '2026-01-01',
      dueDay: null,
      createdAt: 4,
    },
  ],
  taxonomies: [
    {
      engagementId: 'e1',
      version: 1,
      savedAt: 5,
      themes: [
        { id: 'service', name: '服务', parentId: null, rules: [] },
        { id: 'speed', name: '响应', parentId: 'service', rules: ['慢', '电话+没人接', '-慢慢'] },
      ],
      ownWords: ['海川'],
      blockedWords: [],
      onlyWith: [],
      neverWith: ['广告'],
    },
  ],
  commentCodes: [
    {
      engagementId: 'e1',
      sourceId: 's1',
      row: 1,
      coder: 'second',
      themeIds: ['speed'],
      sentiment: 'negative',
      codedAt: 6,
    },
  ],
  views: [{ id: 'v1', engagementId: 'e1', name: '西南', query: 's.x=%E8%A5%BF', createdAt: 7 }],
  annotations: [{ id: 'n1', engagementId: 'e1', period: '2025-Q3', text: '新热线', createdAt: 8 }],
  cleaning: defaultCleaning,
  decisions: [
    {
      sourceId: 's1',
      row: 1,
      decision: 'keep',
      reason: 'called back',
      decidedAt: 3,
      corrections: [{ columnId: 'c0', from: 1, to: 4 }],
    },
  ],
  ...interviews,
  recipes: [
    {
      id: 'p1',
      engagementId: 'e1',
      fileName: 'f.csv',
      platform: 'wjxText',
      kind: 'survey',
      savedAt: 4,
      columns: [
        {
          header: 'a',
          stem: null,
          item: 'a',
          plan: planOf({ kind: 'rating', name: 'a', scale: numericScale(1, 5) }),
        },
      ],
      settled: [{ header: 'a', answer: '9' }],
    },
  ],
  sources: [
    {
      source: {
        id: 's1',
        engagementId: 'e1',
        kind: 'survey',
        platform: 'wjxText',
        fileName: 'f.csv',
        sheet: null,
        fileSize: 9,
        fingerprint: 'ff',
        encoding: 'utf-8',
        delimiter: ',',
        importedAt: 4,
        rowCount: 2,
        refusedCount: 1,
        refused: [{ line: 3, reason: 'tooManyFields' }],
        shortRecordCount: 0,
        period: '2025-Q3',
        removedAt: null,
        columns: [
          {
            id: 'c0',
            header: 'a',
            role: { kind: 'rating', indicatorId: 'a', scale: numericScale(1, 5) },
            field: null,
            values: [],
            rawMedian: null,
            outOfRange: [{ row: 1, raw: '9' }],
          },
          {
            id: 'c1',
            header: 'r',
            role: { kind: 'segment', segmentId: 'r', meaning: 'region', mergesVariants: false },
            field: null,
            values: ['East'],
            rawMedian: null,
            outOfRange: [],
          },
          { ...plainColumn, id: 'c2', header: 't', role: { kind: 'duration' } },
          { ...plainColumn, id: 'c3', header: 'c', role: { kind: 'comment' } },
          {
            ...plainColumn,
            id: 'c4',
            header: 'm',
            role: { kind: 'choices', isRanked: true },
            values: ['x', 'y'],
          },
        ],
      },
      chunks: [
        {
          rowCount: 2,
          columns: [
            { kind: 'codes', data: Uint8Array.from([5, 255]) },
            { kind: 'categories', data: Uint16Array.from([1, 0]) },
            { kind: 'numbers', data: Float64Array.from([30.5, NaN]) },
            { kind: 'text', data: joinText(['很好', '']) },
            { kind: 'choices', data: joinChoices([[2, 1], []]) },
          ],
        },
      ],
    },
  ],
};

/** Nothing of what came after a version: what a snapshot of that version climbs to. */
export function noneSince(version: number) {
  const names = keptNames.filter((name) => keptOf(name).since > version);
  return {
    ...(Object.fromEntries(names.map((name) => [name, []])) as Partial<KeptContents>),
    ...(version < 6 ? { stamps: [], seen: {} } : {}),
  };
}

/** An engagement in which nothing is kept yet. */
export const nothingKept = noneSince(0) as KeptContents;
