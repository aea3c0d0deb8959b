/**
 * A number that grows by one per frame up to `most()`, so that a large screen is drawn in pieces
 * and no single one keeps the page from answering. Call it while a component is set up.
 */
export function staged(most: () => number): { readonly current: number } {
  let current = $state(0);
  $effect(() => {
    if (current >= most()) return;
    // Behind the frame, not in it: the piece before gets painted first.
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => current++);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  });
  return {
    get current() {
      return current;
    },
  };
}
