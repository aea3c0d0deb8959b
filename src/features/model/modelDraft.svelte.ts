import {
  moveProblem,
  nodeOf,
  placeOf,
  rebalancedModel,
  withMovedNode,
  withNewNode,
  withNode,
  withoutNode,
  type MoveProblem,
  type NodeChange,
  type NodePlace,
} from '../../domain/model/editModel';
import {
  newDimension,
  newIndicator,
  nodesOf,
  type Dimension,
  type IndicatorModel,
  type LineKind,
} from '../../domain/model/indicatorModel';
import { weightProblems } from '../../domain/model/weights';
import { newId } from '../../shared/ids';

/** Drafts of this visit by engagement: leaving the room must not lose what was typed. */
const drafts = new Map<string, ModelDraft>();

/** The draft of an engagement's model, begun from the saved model the first time. */
export function draftOf(saved: IndicatorModel): ModelDraft {
  let draft = drafts.get(saved.engagementId);
  if (draft) draft.follow(saved);
  else drafts.set(saved.engagementId, (draft = new ModelDraft(saved)));
  return draft;
}

/** A model being edited, beside the saved one it began from. Every change can be undone. */
export class ModelDraft {
  #saved = $state.raw<IndicatorModel>() as IndicatorModel;
  #draft = $state.raw<IndicatorModel>() as IndicatorModel;
  #before = $state.raw<readonly IndicatorModel[]>([]);
  /** Whose weight was typed last. */
  #typedId: string | null = null;

  constructor(saved: IndicatorModel) {
    this.#saved = saved;
    this.#draft = saved;
  }

  get saved(): IndicatorModel {
    return this.#saved;
  }
  get model(): IndicatorModel {
    return this.#draft;
  }

  get isChanged(): boolean {
    return this.#draft !== this.#saved;
  }
  get canUndo(): boolean {
    return this.#before.length > 0;
  }
  get problems() {
    return weightProblems(this.#draft);
  }

  /** Takes up a newly saved model; unsaved changes are kept while there are any. */
  follow(saved: IndicatorModel): void {
    if (saved.version === this.#saved.version) return;
    if (!this.isChanged) this.#draft = saved;
    this.#saved = saved;
  }

  /** What was sent has been saved as `saved`; what was changed meanwhile stays a change. */
  settle(saved: IndicatorModel, sent: IndicatorModel): void {
    const isSame = this.#draft === sent;
    this.#saved = saved;
    this.#draft = isSame ? saved : { ...this.#draft, version: saved.version };
    this.#before = [];
  }

  /** Returns what restores the draft as it was before; false where it has been changed since. */
  discard(): () => boolean {
    const draft = this.#draft;
    const before = this.#before;
    const saved = this.#saved;
    this.#draft = saved;
    this.#before = [];
    return () => {
      if (this.#draft !== saved || this.#saved !== saved) return false;
      this.#draft = draft;
      this.#before = before;
      return true;
    };
  }

  /** Returns what takes the latest change back; false where there has been a further one. */
  undoLatest(): () => boolean {
    const latest = this.#draft;
    return () => {
      if (this.#draft !== latest) return false;
      this.undo();
      return true;
    };
  }

  /** Takes back the last change. */
  undo(): void {
    const last = this.#before.at(-1);
    if (!last) return;
    this.#before = this.#before.slice(0, -1);
    this.#draft = last;
  }

  setOverall(change: Partial<Pick<IndicatorModel, LineKind>>): void {
    this.#change({ ...this.#draft, ...change });
  }

  setNode(id: string, change: NodeChange): void {
    if (change.weight !== undefined) this.#typedId = id;
    this.#change(withNode(this.#draft, id, change));
  }

  /**
   * Replaces the tree, as a ready model, a file or a preset brings it. `goesOn`: it goes on with the
   * change before, as a slider does, and is undone with it.
   */
  setModel(model: Partial<IndicatorModel>, goesOn = false): void {
    if (goesOn) this.#draft = { ...this.#draft, ...model };
    else this.#change({ ...this.#draft, ...model });
  }

  /**
   * Brings the children of a node, the dimensions (null) or everything (undefined) to 100 %; locked
   * weights and the one typed last stay. False where that is impossible.
   */
  rebalance(parentId?: string | null): boolean {
    this.#change(rebalancedModel(this.#draft, parentId, this.#typedId));
    return parentId === undefined
      ? this.problems.length === 0
      : !this.problems.some(({ at }) => at === parentId);
  }

  /** Adds a dimension, or an indicator under a node; returns its id. */
  add(parentId: string | null, name: string): string {
    const id = newId();
    const node = parentId === null ? newDimension(id, name, 0) : newIndicator(id, name, 0);
    this.#change(withNewNode(this.#draft, parentId, node));
    return id;
  }

  remove(id: string): void {
    this.#change(withoutNode(this.#draft, id));
  }

  /** Moves a node; returns why not where that is impossible. */
  move(id: string, to: NodePlace, rated: ReadonlySet<string>): MoveProblem | null {
    const problem = moveProblem(this.#draft, id, to.parentId, rated);
    if (problem === null) this.#change(withMovedNode(this.#draft, id, to));
    return problem;
  }

  /** Moves a node among its siblings, or to the neighbouring parent where it is at the end. */
  step(id: string, by: -1 | 1, rated: ReadonlySet<string>): MoveProblem | null {
    const place = placeOf(this.#draft, id);
    if (!place) return null;
    const index = place.index + by;
    const parent = place.parentId === null ? null : nodeOf(this.#draft, place.parentId);
    const siblings = childrenOf(this.#draft, parent);
    if (index >= 0 && index < siblings.length) {
      return this.move(id, { parentId: place.parentId, index }, rated);
    }
    if (parent === null) return null;
    const above = placeOf(this.#draft, parent.id);
    const uncles = childrenOf(
      this.#draft,
      above?.parentId ? nodeOf(this.#draft, above.parentId) : null,
    );
    const next = uncles[(above?.index ?? 0) + by];
    if (!next) return null;
    const end = by === 1 ? 0 : Number.MAX_SAFE_INTEGER;
    return this.move(id, { parentId: next.id, index: end }, rated);
  }

  /** Makes a node a part of the sibling above it. */
  indent(id: string, rated: ReadonlySet<string>): MoveProblem | null {
    const place = placeOf(this.#draft, id);
    if (!place?.parentId) return 'dimensionStays';
    const above = childrenOf(this.#draft, nodeOf(this.#draft, place.parentId))[place.index - 1];
    if (!above) return 'noneAbove';
    return this.move(id, { parentId: above.id, index: Number.MAX_SAFE_INTEGER }, rated);
  }

  /** Makes a part an indicator beside the one it was part of. */
  outdent(id: string, rated: ReadonlySet<string>): MoveProblem | null {
    const parentId = placeOf(this.#draft, id)?.parentId ?? null;
    const above = parentId === null ? null : placeOf(this.#draft, parentId);
    if (!above?.parentId) return 'needsDimension';
    return this.move(id, { parentId: above.parentId, index: above.index + 1 }, rated);
  }

  /** Writes scores by node id, `overall` for the whole, into one kind of reference line. */
  setLines(kind: LineKind, scores: ReadonlyMap<string, number | null>): void {
    const rounded = (id: string) => {
      const score = scores.get(id) ?? null;
      return score === null ? null : Math.round(score * 100) / 100;
    };
    let model: IndicatorModel = { ...this.#draft, [kind]: rounded('overall') };
    for (const { node } of nodesOf(this.#draft)) {
      model = withNode(model, node.id, { [kind]: rounded(node.id) });
    }
    this.#change(model);
  }

  #change(next: IndicatorModel): void {
    this.#before = [...this.#before.slice(-99), this.#draft];
    this.#draft = next;
  }
}

type AnyNode = ReturnType<typeof nodeOf>;

/** The nodes under one; the dimensions under null. */
export function childrenOf(
  model: IndicatorModel,
  node: AnyNode,
): readonly (Dimension | NonNullable<AnyNode>)[] {
  if (node === null) return model.dimensions;
  return 'indicators' in node ? node.indicators : node.parts;
}
