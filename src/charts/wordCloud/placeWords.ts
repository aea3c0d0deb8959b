import wordCloud from 'wordcloud';
import { wordSize } from './wordSize';

/** A word with what decides its size. */
export interface CloudWord {
  readonly text: string;
  readonly count: number;
}

/** A word in its place; `x`, `y` are the left end of its baseline. */
export interface PlacedWord extends CloudWord {
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
}

/**
 * Lays words out horizontally around the centre, the most frequent first: the same words in the
 * same space always lie the same. Words that find no room are left out:
 * drawn smaller, they would look less frequent than they are.
 * Needs a document to measure text in.
 */
export function placeWords(
  words: readonly CloudWord[],
  width: number,
  height: number,
): Promise<PlacedWord[]> {
  if (words.length === 0 || !wordCloud.isSupported) return Promise.resolve([]);
  const counts = words.map(({ count }) => count);
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  const byText = new Map(words.map((word) => [word.text, word]));
  const stage = document.createElement('div');
  stage.style.cssText = `position:absolute;left:-9999px;top:0;width:${width}px;height:${height}px`;
  stage.setAttribute('aria-hidden', 'true');
  document.body.append(stage);
  return new Promise((resolve) => {
    stage.addEventListener('wordcloudstop', () => {
      const placed = [...stage.children].flatMap((child): PlacedWord[] => {
        const { style, textContent } = child as HTMLElement;
        const word = byText.get(textContent);
        if (!word) return [];
        const fontSize = parseFloat(style.fontSize);
        const middle = parseFloat(style.top) + fontSize / 2;
        return [{ ...word, x: parseFloat(style.left), y: middle + fontSize * 0.36, fontSize }];
      });
      stage.remove();
      resolve(placed);
    });
    wordCloud(stage, {
      list: words.map(({ text, count }) => [text, count]),
      weightFactor: (count: number) => wordSize(count, least, most),
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontWeight: 600,
      color: 'currentColor',
      backgroundColor: 'transparent',
      rotateRatio: 0,
      shuffle: false,
      gridSize: 5,
      ellipticity: 0.72,
      shape: 'circle',
      drawOutOfBound: false,
      shrinkToFit: false,
      wait: 0,
    });
  });
}
