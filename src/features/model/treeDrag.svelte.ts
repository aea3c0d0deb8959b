import type { NodePlace } from '../../domain/model/editModel';

/** Where a dragged row would land: a place, and how it is shown on the row under the pointer. */
export interface DropTarget {
  readonly overId: string;
  readonly side: 'before' | 'after' | 'inside';
}

/** What a tree tells about the row under the pointer. */
export interface DragHost {
  /** The place a drop would take; null where it is impossible. */
  placeFor(dragged: string, target: DropTarget): NodePlace | null;
  drop(dragged: string, place: NodePlace): void;
}

/** Dragging of rows by mouse, pen or finger: rows carry `data-node`, handles call `begin`. */
export class TreeDrag {
  readonly #host: DragHost;
  #dragged = $state<string | null>(null);
  #target = $state.raw<DropTarget | null>(null);

  constructor(host: DragHost) {
    this.#host = host;
  }

  get dragged(): string | null {
    return this.#dragged;
  }
  get target(): DropTarget | null {
    return this.#target;
  }

  /** Starts with the pointer going down on a handle; the handle keeps the pointer. */
  begin(event: PointerEvent, id: string): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    this.#dragged = id;
    const move = (moved: PointerEvent) => this.#follow(moved, id);
    const end = (ended: PointerEvent) => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
      const target = this.#target;
      this.#dragged = null;
      this.#target = null;
      if (ended.type !== 'pointerup' || target === null) return;
      const place = this.#host.placeFor(id, target);
      if (place) this.#host.drop(id, place);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  }

  #follow({ clientX, clientY }: PointerEvent, id: string): void {
    const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-node]');
    const overId = row?.dataset['node'];
    if (!row || overId === undefined || overId === id) {
      this.#target = null;
      return;
    }
    const { top, height } = row.getBoundingClientRect();
    const at = (clientY - top) / height;
    const sides =
      at < 0.3 ? ['before', 'inside'] : at > 0.7 ? ['after', 'inside'] : ['inside', 'after'];
    this.#target =
      sides
        .map((side): DropTarget => ({ overId, side: side as DropTarget['side'] }))
        .find((target) => this.#host.placeFor(id, target) !== null) ?? null;
  }
}
