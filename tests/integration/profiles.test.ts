import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { consentOf } from '../support/interviews';

/** A device of its own: an empty database and the app's storage freshly started on it. */
async function device() {
  globalThis.indexedDB = new IDBFactory();
  vi.resetModules();
  const [
    engagementStore,
    modelStore,
    interviewStore,
    goalStore,
    transfer,
    snapshots,
    snapshotStore,
    cleaningStore,
    recordingStore,
  ] = await Promise.all([
    import('../../src/storage/engagementStore'),
    import('../../src/storage/modelStore'),
    import('../../src/storage/interviewStore'),
    import('../../src/storage/goalStore'),
    import('../../src/worker/jobs/transferSnapshot'),
    import('../support/snapshots'),
    import('../../src/storage/snapshotStore'),
    import('../../src/storage/cleaningStore'),
    import('../../src/storage/recordingStore'),
  ]);
  const { OpenEngagement } = await import('../../src/worker/jobs/openEngagement');
  const more = await Promise.all([
    import('../../src/storage/sourceStore'),
    import('../../src/storage/questionnaireStore'),
    import('../../src/storage/mergeStore'),
    import('../../src/storage/followUpStore'),
  ]);
  const jobs = await import('../support/jobs');
  const { newQuestionnaire } = await questionnaires();
  const silent = () => undefined;
  return {
    ...engagementStore,
    ...modelStore,
    ...interviewStore,
    ...goalStore,
    ...snapshotStore,
    ...cleaningStore,
    ...recordingStore,
    ...more[0],
    ...more[1],
    ...more[2],
    ...more[3],
    ...jobs,
    newQuestionnaire,
    OpenEngagement,
    export: async (id: string) => new File([await snapshots.exportWhole(id)], 's.satiscope.json'),
    import: (file: File) => snapshots.importWhole(file),
    preview: (file: File) => transfer.previewSnapshot(file, null, silent),
    merge: (file: File, choices = new Map()) => transfer.mergeSnapshot(file, null, choices, silent),
  };
}
type Device = Awaited<ReturnType<typeof device>>;

async function questionnaires() {
  const { questionnaireFrom } = await import('../../src/domain/interviews/newQuestionnaire');
  return { newQuestionnaire: questionnaireFrom };
}

/** An engagement with two indicators and a questionnaire, on a coordinator's device. */
async function coordinator() {
  const { applyTo, dimensionsWith } = await readyModel();
  const home = await device();

  const { id: engagementId } = await home.createEngagement('地下室访谈', 1);
  const model = await home.loadModel(engagementId);
  await home.saveModel(applyTo(model, dimensionsWith(['响应速度', '专业度'])), 2);
  const saved = await home.loadModel(engagementId);
  const questionnaire = home.newQuestionnaire(saved, 'zh', () => crypto.randomUUID(), 3);
  await home.saveQuestionnaire(questionnaire, '', 3);
  return { home, id: engagementId };
}

async function readyModel() {
  const { newDimension, newIndicator } = await import('../../src/domain/model/indicatorModel');
  return {
    dimensionsWith: (names: readonly string[]) => [
      newDimension(
        'd1',
        '服务',
        100,
        names.map((name, at) => newIndicator(`n${at}`, name, 100 / names.length)),
      ),
    ],
    applyTo: <T extends object>(model: T, dimensions: unknown) => ({ ...model, dimensions }) as T,
  };
}

/** Holds interviews on a device, start to end, with one answer to each rating. */
async function hold(on: Device, engagementId: string, count: number, from: number) {
  const [questionnaire] = await on.listQuestionnaires(engagementId);
  for (let index = 0; index < count; index++) {
    const { id } = await on.planInterview(
      engagementId,
      {
        mode: 'interviewer',
        customer: `${String.fromCharCode(65 + (index % 26))}公司`,
        contact: '*经理',
        cooperationYears: 2,
        place: '苏州',
        interviewer: '李敏',
        plannedDay: null,
        language: 'zh',
      },
      from + index,
    );
    await on.startInterview(id, from + index * 10, 480);
    for (const [at, question] of questionnaire!.questions.entries()) {
      if (question.kind !== 'rating') continue;
      await on.saveAnswer(id, question.id, { step: (index + at) % 5 }, from + index * 10 + at);
    }
    await on.finishInterview(id, from + index * 10 + 9, 300);
  }
}

/** Leaving a response out by hand. */
const excluding = (sourceId: string, row: number, reason: string) => ({
  sourceId,
  row,
  decision: 'exclude' as const,
  reason,
  decidedAt: 7,
  corrections: [],
});

async function responsesOf(on: Device, engagementId: string) {
  const engagement = new on.OpenEngagement(engagementId);
  await engagement.refresh();
  const { received, valid } = engagement.overview();
  return { received, valid };
}

describe('three tablets without a network (F5)', () => {
  it('bring 50 interviews each: 150 in one engagement, and merging again changes nothing', async () => {
    const { home, id } = await coordinator();
    const plan = await home.export(id);
    const tablets: Device[] = [];
    for (let index = 0; index < 3; index++) {
      const tablet = await device();
      expect(await tablet.import(plan)).toBe(id);
      await hold(tablet, id, 50, 1_000_000 * (index + 1));
      tablets.push(tablet);
    }
    const files = await Promise.all(tablets.map((tablet) => tablet.export(id)));
    for (const file of files) {
      expect((await home.preview(file)).merge?.conflicts).toEqual([]);
      await home.merge(file);
    }
    const interviews = await home.listInterviews(id);
    expect(interviews).toHaveLength(150);
    expect((await responsesOf(home, id)).received).toBe(150);
    const before = await (await home.export(id)).text();
    for (const file of files) expect((await home.merge(file)).changes).toEqual([]);
    expect(await (await home.export(id)).text()).toBe(before);
    // A tablet that takes the whole back has all of them too.
    const [first] = tablets;
    await first!.merge(await home.export(id));
    expect((await responsesOf(first!, id)).received).toBe(150);
    // One unreadable record can be taken out alone.
    await home.removeInterview(interviews[7]!.id, 5);
    expect((await responsesOf(home, id)).received).toBe(149);
  }, 120_000);

  it('lose nothing when two people edit the same engagement', async () => {
    const { home, id } = await coordinator();
    const other = await device();
    await other.import(await home.export(id));
    const goal = (name: string, to: number) => ({
      id: name,
      engagementId: id,
      metric: { kind: 'overall' } as const,
      note: '',
      from: null,
      to,
      startDay: null,
      dueDay: null,
      createdAt: 9,
    });

    await home.saveGoal(goal('mine', 4.2));
    await home.renameEngagement(id, '改了名', 10);

    await other.saveGoal(goal('theirs', 4.5));
    const model = await other.loadModel(id);
    await other.saveModel({ ...model, target: 4.3 }, 11);

    await hold(other, id, 1, 500);
    const merged = await home.merge(await other.export(id));
    expect(merged.conflicts).toEqual([]);

    expect((await home.listGoals(id)).map((one) => one.id).sort()).toEqual(['mine', 'theirs']);
    expect((await home.findEngagement(id))?.name).toBe('改了名');
    expect((await home.loadModel(id)).target).toBe(4.3);
    expect(await home.listInterviews(id)).toHaveLength(1);
    // The merge can be taken back as a whole.
    await home.undoMerge(id);
    expect((await home.listGoals(id)).map((one) => one.id)).toEqual(['mine']);
    expect((await home.loadModel(id)).target).toBeNull();
    expect(await home.listInterviews(id)).toEqual([]);

    expect((await responsesOf(home, id)).received).toBe(0);
    await home.merge(await other.export(id));
    expect((await responsesOf(home, id)).received).toBe(1);
  });

  it('ask about a field both changed, and keep to what was decided', async () => {
    const { home, id } = await coordinator();
    const other = await device();
    await other.import(await home.export(id));
    await home.renameEngagement(id, '甲', 10);
    await new Promise((done) => setTimeout(done, 5));
    await other.renameEngagement(id, '乙', 11);
    const file = await other.export(id);
    const { conflicts } = (await home.preview(file)).merge!;
    expect(conflicts).toMatchObject([{ table: 'engagements', field: 'name', wins: 'theirs' }]);
    await home.merge(file, new Map([[conflicts[0]!.id, 'mine']]));
    expect((await home.findEngagement(id))?.name).toBe('甲');
    expect((await home.merge(file)).conflicts).toEqual([]);
    await other.merge(await home.export(id));
    expect((await other.findEngagement(id))?.name).toBe('甲');
  });

  it('stamp only what was changed: two people on different fields of one record agree', async () => {
    const { home, id } = await coordinator();
    const other = await device();
    await hold(home, id, 1, 100);
    await other.import(await home.export(id));
    const [interview] = await home.listInterviews(id);
    const [questionnaire] = await home.listQuestionnaires(id);
    const questionId = questionnaire!.questions[0]!.id;
    await home.saveAnswer(interview!.id, questionId, { note: '转了三次人' }, 900);
    await other.saveAnswer(interview!.id, questionId, { reasons: ['process'] }, 800);
    await home.changeCleaning(id, (settings) => ({ ...settings, invited: 400 }));
    const trap = { segmentId: '请选 3', accepted: ['3'] };
    await other.changeCleaning(id, (settings) => ({
      ...settings,
      details: { ...settings.details, traps: [trap] },
    }));
    expect((await home.merge(await other.export(id))).conflicts).toEqual([]);
    expect(await home.listAnswers(interview!.id)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ questionId, note: '转了三次人', reasons: ['process'] }),
      ]),
    );
    expect(await home.loadCleaning(id)).toMatchObject({ invited: 400, details: { traps: [trap] } });
  });

  it('carry what was decided about interviews, and refuse to undo over later work', async () => {
    const { home, id } = await coordinator();
    const other = await device();
    await hold(home, id, 2, 100);
    await other.import(await home.export(id));
    const decision = excluding(`interviews-${id}`, 1, '试访');
    await other.saveDecision(decision);
    const { changes } = await home.merge(await other.export(id));
    expect(changes).toEqual([{ table: 'decisions', added: 1, changed: 0, removed: 0 }]);
    expect(await home.loadDecisions(decision.sourceId)).toEqual([decision]);
    expect((await home.merge(await other.export(id))).changes).toEqual([]);
    await hold(home, id, 1, 5_000);
    await expect(home.undoMerge(id)).rejects.toThrow('error.undoOvertaken');
    expect(await home.listInterviews(id)).toHaveLength(3);
  });

  it('keep what was decided about an interview that is removed and put back', async () => {
    const { home, id } = await coordinator();
    await hold(home, id, 3, 100);
    const sourceId = `interviews-${id}`;
    const decision = excluding(sourceId, 1, '试访');
    await home.saveDecision(decision);
    const [, second, first] = await home.listInterviews(id);
    await home.removeInterview(first!.id, 900);
    expect(await home.loadDecisions(sourceId)).toEqual([{ ...decision, row: 0 }]);
    await home.removeInterview(second!.id, 901);
    expect(await home.loadDecisions(sourceId)).toEqual([]);
    await home.restoreInterview(first!.id);
    await home.restoreInterview(second!.id);
    expect(await home.loadDecisions(sourceId)).toEqual([decision]);
    expect(await home.removeDecision(sourceId, 1)).toEqual(decision);
    expect(await home.loadDecisions(sourceId)).toEqual([]);
  });

  it('do not bring back a follow-up that was settled by a corrected answer', async () => {
    const { home, id } = await coordinator();
    await hold(home, id, 1, 100);
    const [interview] = await home.listInterviews(id);
    const [questionnaire] = await home.listQuestionnaires(id);
    const [first, second] = questionnaire!.questions;
    const answer = (questionId: string, step: number, at: number) =>
      home.saveAnswer(interview!.id, questionId, { step }, at);
    await answer(first!.id, 0, 200);
    await answer(second!.id, 4, 201);
    expect(await home.listFollowUps(id)).toHaveLength(1);
    const other = await device();
    await other.import(await home.export(id));
    const copy = await other.export(id);
    await answer(first!.id, 4, 300);
    expect(await home.listFollowUps(id)).toEqual([]);
    await answer(second!.id, 3, 301);
    await home.merge(copy);
    expect(await home.listFollowUps(id)).toEqual([]);
  });

  it('undo a merge with what the colleague had decided about files', async () => {
    const { home, id } = await coordinator();
    await home.importAs(home.fileOf('id,Wifi,Food\n1,4,5\n2,2,3\n'), {}, id);
    const other = await device();
    await other.import(await home.export(id));
    const [source] = await other.listSources(id);
    const decision = excluding(source!.id, 0, '试填');
    await other.saveDecision(decision);
    const before = await home.export(id);
    await home.merge(await other.export(id));
    expect(await home.loadDecisions(source!.id)).toEqual([decision]);
    await home.undoMerge(id);
    expect(await home.loadDecisions(source!.id)).toEqual([]);
    expect(await (await home.export(id)).text()).toBe(await before.text());
  });

  it('say that a backup is out of date after anything that it does not hold', async () => {
    const { home, id } = await coordinator();
    await hold(home, id, 1, 100);
    await home.importAs(home.fileOf('id,Wifi,Food\n1,4,5\n2,2,3\n'), {}, id);
    const [source] = (await home.listSources(id)).filter(({ kind }) => kind === 'survey').slice(-1);
    const [interview] = await home.listInterviews(id);
    const [questionnaire] = await home.listQuestionnaires(id);
    const consent = consentOf();
    const decision = excluding(source!.id, 0, '试填');
    const changes: readonly (() => Promise<unknown>)[] = [
      () => home.saveAnswer(interview!.id, questionnaire!.questions[0]!.id, { note: '慢' }, 900),
      () => home.saveConsent(interview!.id, consent),
      () => home.savePosition(interview!.id, 1, 30),
      () => home.saveDecision(decision),
      () => home.removeDecision(source!.id, 0),
      () => home.changeCleaning(id, (settings) => ({ ...settings, invited: 400 })),
      () => home.removeSource(source!.id, 5),
    ];
    for (const change of changes) {
      await home.noteBackup(id, Date.now());
      await new Promise((done) => setTimeout(done, 2));
      const before = (await home.findEngagement(id))!;
      expect(before.updatedAt).toBeLessThanOrEqual(before.backedUpAt!);
      await change();
      const after = (await home.findEngagement(id))!;
      expect(after.updatedAt, change.toString()).toBeGreaterThan(after.backedUpAt!);
    }
  });

  it('count an indicator again that was taken out of the model and put back', async () => {
    const { home, id } = await coordinator();
    const { applyTo, dimensionsWith } = await readyModel();
    const whole = await home.loadModel(id);
    await home.saveModel(applyTo(whole, dimensionsWith(['响应速度'])), 4);
    await hold(home, id, 2, 100);
    const ratedColumns = async () =>
      (await home.findSource(`interviews-${id}`))!.columns.filter(
        ({ role }) => role.kind === 'rating',
      ).length;
    expect(await ratedColumns()).toBe(1);
    await home.saveModel({ ...whole, version: (await home.loadModel(id)).version }, 5);
    expect(await ratedColumns()).toBe(2);
  });

  it('delete a recording wherever consent to it was withdrawn', async () => {
    const { home, id } = await coordinator();
    await hold(home, id, 1, 100);
    const [interview] = await home.listInterviews(id);
    const consent = consentOf();
    await home.saveConsent(interview!.id, consent);
    const data = new ArrayBuffer(3);
    const piece = { interviewId: interview!.id, take: 1, index: 0, mimeType: 'audio/webm', data };
    await home.savePiece(piece);
    const other = await device();
    await other.import(await home.export(id));
    expect(await other.listTakes(interview!.id)).toHaveLength(1);
    await other.withdrawConsent(interview!.id, 9);
    await home.merge(await other.export(id));
    expect(await home.listTakes(interview!.id)).toEqual([]);
    expect((await home.findInterview(interview!.id))?.consent?.recording).toBe(false);
  });
});
