import { textWidth } from './measureText';

/** A tick with its text and place. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/**
 * Ticks whose texts say something new, do not meet, and stay between `from` and `to`: rounded texts repeat
 * where the axis covers little.
 */
export function readableTicks(ticks: readonly Tick[], from: number, to: number): Tick[] {
  const seen = new Set<string>();
  let end = from;
  return ticks.filter(({ at, text }) => {
    const half = textWidth(text, 11) / 2;
    if (seen.has(text) || at - half < end || at + half > to) return false;
    seen.add(text);
    end = at + half + 6;
    return true;
  });
}

/** Ticks of an upright axis whose texts say something new. */
export function newTexts<T extends { readonly text: string }>(ticks: readonly T[]): T[] {
  const seen = new Set<string>();
  return ticks.filter(({ text }) => {
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
