const fontStack =
  '"Inter", "SF Pro Text", -apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

let context: CanvasRenderingContext2D | null | undefined;

let currentFont = '';

/** Widths already measured; the same labels come back with every filter. */
const known = new Map<string, number>();
const mostKnown = 5_000;

/** Width of a text in pixels at a font size; estimated where there is no canvas (tests in Node). */
export function textWidth(text: string, fontSize = 12, isBold = false): number {
  if (context === undefined) {
    context =
      typeof document === 'undefined' || typeof CanvasRenderingContext2D === 'undefined'
        ? null
        : document.createElement('canvas').getContext('2d');
  }
  if (!context) {
    let units = 0;
    for (const character of text) units += character > '\u2e7f' ? 1 : 0.56;
    return units * fontSize;
  }
  const font = `${isBold ? 600 : 400} ${fontSize}px ${fontStack}`;
  const key = `${isBold ? 1 : 0}${fontSize}|${text}`;
  let width = known.get(key);
  if (width === undefined) {
    // The browser rewrites the font it is given, so it is compared with what was set last.
    if (font !== currentFont) context.font = currentFont = font;
    width = context.measureText(text).width;
    if (known.size >= mostKnown) known.clear();
    known.set(key, width);
  }
  return width;
}

/** The text shortened with an ellipsis until it fits into `width` pixels. */
export function fitText(text: string, width: number, fontSize = 12, isBold = false): string {
  if (textWidth(text, fontSize, isBold) <= width) return text;
  const characters = Array.from(text);
  const isTooWide = () => textWidth(`${characters.join('')}…`, fontSize, isBold) > width;
  while (characters.length > 1 && isTooWide()) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Breaks a text into at most `lines` lines of `width` pixels, at spaces or between CJK characters. */
export function wrapText(text: string, width: number, lines: number, fontSize = 12): string[] {
  const words = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? [text];
  const pieces = words.flatMap((word) => breakWord(word, width, fontSize));
  const result: string[] = [];
  let current = '';
  for (const piece of pieces) {
    if (current !== '' && textWidth((current + piece).trimEnd(), fontSize) > width) {
      result.push(current.trimEnd());
      current = piece;
    } else {
      current += piece;
    }
  }
  if (current.trim() !== '') result.push(current.trimEnd());
  if (result.length <= lines) return result.map((line) => fitText(line, width, fontSize));
  const rest = result.slice(lines - 1).join(/[\u2e80-\uffef]/u.test(text) ? '' : ' ');
  return [...result.slice(0, lines - 1), rest].map((line) => fitText(line, width, fontSize));
}

/** A word wider than the line in pieces that fit, each but the last with a hyphen. */
function breakWord(word: string, width: number, fontSize: number): string[] {
  if (textWidth(word.trimEnd(), fontSize) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece.length > 2 && textWidth(`${piece}${character}-`, fontSize) > width) {
      pieces.push(`${piece}-`);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
