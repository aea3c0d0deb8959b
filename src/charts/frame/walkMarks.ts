/** The mark that is being read: its text and its place inside the frame. */
export interface ReadMark {
  readonly lines: readonly string[];
  readonly canOpen: boolean;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

interface WalkOptions {
  readonly onread: (mark: ReadMark | null) => void;
  readonly onopen: (id: string) => void;
}

/** A pointer this near, in pixels, means the mark; fingers are less exact. */
const nearness = { mouse: 6, touch: 24 };

const selector = '[data-mark]';

/**
 * Lets the marks of a chart be read and opened: hovering, tapping and focus show a mark's text; arrow
 * keys walk from mark to mark, Home and End to the first and last, Enter, Space or a click opens it. One
 * mark is in the tab order. A finger's first tap reads, the second opens.
 */
export function walkMarks({ onread, onopen }: WalkOptions) {
  return (frame: HTMLElement) => {
    let shown: Element | null = null;
    let wasShownAtPress = false;

    const marks = () => [...frame.querySelectorAll(selector)];
    const markOf = (target: EventTarget | null) =>
      target instanceof Element ? target.closest(selector) : null;

    function read(mark: Element | null) {
      shown = mark;
      if (!mark) {
        onread(null);
        return;
      }
      const box = mark.getBoundingClientRect();
      const around = frame.getBoundingClientRect();
      onread({
        lines: (mark.getAttribute('aria-label') ?? '').split('\n'),
        canOpen: mark.getAttribute('data-mark') !== '',
        x: box.left + box.width / 2 - around.left,
        top: box.top - around.top,
        bottom: box.bottom - around.top,
      });
    }

    /** Exactly one mark is reached by Tab. */
    function keepTabStop(wanted?: Element) {
      const all = marks();
      const stop =
        wanted ?? all.find((mark) => mark.getAttribute('tabindex') === '0') ?? all[0] ?? null;
      for (const mark of all) {
        const value = mark === stop ? '0' : '-1';
        if (mark.getAttribute('tabindex') !== value) mark.setAttribute('tabindex', value);
      }
    }

    function nearest(event: PointerEvent | MouseEvent): Element | null {
      const direct = markOf(event.target);
      if (direct) return direct;
      const isTouch = 'pointerType' in event && event.pointerType === 'touch';
      let best: Element | null = null;
      let least = isTouch ? nearness.touch : nearness.mouse;
      for (const mark of marks()) {
        const box = mark.getBoundingClientRect();
        const dx = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
        const dy = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
        const distance = Math.hypot(dx, dy);
        if (distance < least) [best, least] = [mark, distance];
      }
      return best;
    }

    function open(mark: Element) {
      const id = mark.getAttribute('data-mark') ?? '';
      if (id === '') return;
      read(null);
      onopen(id);
    }

    const onmove = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      const mark = nearest(event);
      if (mark !== shown) read(mark);
    };
    const onleave = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') read(null);
    };
    const onpress = (event: PointerEvent) => {
      wasShownAtPress = shown !== null && nearest(event) === shown;
    };
    const onclick = (event: MouseEvent) => {
      const mark = nearest(event);
      if (!mark) {
        read(null);
        return;
      }
      const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
      if (!isTouch || wasShownAtPress) open(mark);
      else read(mark);
    };
    const onfocus = (event: FocusEvent) => {
      const mark = markOf(event.target);
      if (!mark) return;
      keepTabStop(mark);
      // A press focuses as well; its click decides what happens.
      if (mark.matches(':focus-visible')) read(mark);
    };
    const onblur = () => {
      // A mark that is being taken away loses the focus while the page is drawn: nothing may change then.
      queueMicrotask(() => {
        if (!markOf(document.activeElement)) read(null);
      });
    };
    const onkey = (event: KeyboardEvent) => {
      const mark = markOf(event.target);
      if (!mark) return;
      if (event.key === 'Escape') {
        if (shown) event.stopPropagation();
        read(null);
        return;
      }
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        open(mark);
        return;
      }
      const next = neighbour(marks(), mark, event.key);
      if (!next) return;
      event.preventDefault();
      // Its focus shows it.
      (next as SVGElement).focus();
    };

    const observer = new MutationObserver(() => {
      keepTabStop();
      if (shown && !frame.contains(shown)) read(null);
    });
    observer.observe(frame, { childList: true, subtree: true });
    keepTabStop();
    frame.addEventListener('pointermove', onmove);
    frame.addEventListener('pointerleave', onleave);
    frame.addEventListener('pointerdown', onpress);
    frame.addEventListener('click', onclick);
    frame.addEventListener('focusin', onfocus);
    frame.addEventListener('focusout', onblur);
    frame.addEventListener('keydown', onkey);
    return () => {
      observer.disconnect();
      frame.removeEventListener('pointermove', onmove);
      frame.removeEventListener('pointerleave', onleave);
      frame.removeEventListener('pointerdown', onpress);
      frame.removeEventListener('click', onclick);
      frame.removeEventListener('focusin', onfocus);
      frame.removeEventListener('focusout', onblur);
      frame.removeEventListener('keydown', onkey);
    };
  };
}

/** Left and right go through the marks in order, up and down to the nearest above or below. */
function neighbour(marks: readonly Element[], from: Element, key: string): Element | null {
  const at = marks.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return marks[at + 1] ?? null;
    case 'ArrowLeft':
      return marks[at - 1] ?? null;
    case 'Home':
      return marks[0] ?? null;
    case 'End':
      return marks.at(-1) ?? null;
    case 'ArrowUp':
    case 'ArrowDown':
      return (
        vertical(marks, from, key === 'ArrowDown' ? 1 : -1) ??
        marks[at + (key === 'ArrowDown' ? 1 : -1)] ??
        null
      );
    default:
      return null;
  }
}

function vertical(marks: readonly Element[], from: Element, direction: 1 | -1): Element | null {
  const middle = (mark: Element) => {
    const box = mark.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  const start = middle(from);
  let best: Element | null = null;
  let least = Infinity;
  for (const mark of marks) {
    const { x, y } = middle(mark);
    const down = (y - start.y) * direction;
    if (mark === from || down < 4) continue;
    // What lies straight above or below goes before what is only nearer.
    const distance = down + 2 * Math.abs(x - start.x);
    if (distance < least) [best, least] = [mark, distance];
  }
  return best;
}
