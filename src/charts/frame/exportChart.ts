import { textWidth, wrapText } from './measureText';

/** Style properties that a chart's look depends on; written into the exported file. */
const copied = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** What is written around an exported chart. */
export interface ExportCaption {
  readonly title: string;
  readonly subtitle: string;
  /** The scope and base the chart was drawn under. */
  readonly footnote: string;
  /** The legend as drawn: marks with their words. */
  readonly legend: readonly { readonly mark: SVGSVGElement | null; readonly text: string }[];
}

/**
 * A copy of a drawn chart that stands alone: styles resolved, title and definition above it, on
 * the card's own background. Plain shapes and text only, so it holds no script.
 */
export function standaloneSvg(drawn: SVGSVGElement, caption: ExportCaption): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const all = [...copy.querySelectorAll('*')];
  const screenOnly: Element[] = [];
  copyStyles(drawn, copy);
  // Handles and the like are for the screen only; the copy is as the drawn one, element by element.
  [...drawn.querySelectorAll('*')].forEach((element, at) => {
    if (element.classList.contains('no-print')) screenOnly.push(all[at] as Element);
  });
  for (const element of screenOnly) element.remove();
  const { width, height } = drawn.getBoundingClientRect();
  const rootStyle = getComputedStyle(document.documentElement);
  const token = (name: string) => rootStyle.getPropertyValue(name).trim();
  const frame = document.createElementNS(svgNamespace, 'svg');
  const pad = 16;
  const lineHeight = 18;
  const lines = [
    ...wrapText(caption.title, width, 3, 14).map((text) => ({
      text,
      size: 14,
      weight: 600,
      fill: '--ink',
    })),
    ...wrapText(caption.subtitle, width, 3).map((text) => ({
      text,
      size: 12,
      weight: 400,
      fill: '--ink-3',
    })),
  ];
  const notes = wrapText(caption.footnote, width, 4);
  const legendRows = caption.legend.length > 0 ? 1 : 0;
  const head = (lines.length + legendRows) * lineHeight + 8;
  const totalWidth = Math.ceil(width) + 2 * pad;
  const totalHeight = Math.ceil(height) + head + notes.length * lineHeight + 2 * pad;
  frame.setAttribute('xmlns', svgNamespace);
  frame.setAttribute('width', String(totalWidth));
  frame.setAttribute('height', String(totalHeight));
  frame.setAttribute('viewBox', `0 0 ${totalWidth} ${totalHeight}`);
  const background = document.createElementNS(svgNamespace, 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', token('--surface'));
  copy.setAttribute('x', String(pad));
  copy.setAttribute('y', String(head + pad));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.removeAttribute('class');
  frame.append(background);
  lines.forEach(({ text, size, weight, fill }, index) => {
    frame.append(captionText(text, pad, pad + 13 + index * lineHeight, size, weight, token(fill)));
  });
  let legendX = pad;
  const legendY = pad + 13 + lines.length * lineHeight;
  for (const { mark, text } of caption.legend) {
    if (mark) {
      const drawnMark = mark.cloneNode(true) as SVGSVGElement;
      copyStyles(mark, drawnMark);
      drawnMark.setAttribute('x', String(legendX));
      drawnMark.setAttribute('y', String(legendY - 10));
      frame.append(drawnMark);
      legendX += 26;
    }
    frame.append(captionText(text, legendX, legendY, 12, 400, token('--ink-2')));
    legendX += textWidth(text) + 18;
  }
  frame.append(copy);
  notes.forEach((text, index) => {
    const y = pad + head + height + 14 + index * lineHeight;
    frame.append(captionText(text, pad, y, 12, 400, token('--ink-3')));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(frame)}`;

  function captionText(
    text: string,
    x: number,
    y: number,
    size: number,
    weight: number,
    fill: string,
  ): SVGTextElement {
    const element = document.createElementNS(svgNamespace, 'text');
    element.textContent = text;
    element.setAttribute('x', String(x));
    element.setAttribute('y', String(y));
    element.setAttribute('font-size', String(size));
    element.setAttribute('font-weight', String(weight));
    element.setAttribute('font-family', getComputedStyle(document.body).fontFamily);
    element.setAttribute('fill', fill);
    return element;
  }
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const property of copied) {
    const value = style.getPropertyValue(property);
    if (value !== '') to.setAttribute(property, value);
  }
  for (const name of ['class', 'style', 'tabindex', 'role', 'data-mark', 'aria-label']) {
    to.removeAttribute(name);
  }
  for (let index = 0; index < from.children.length; index++) {
    copyStyles(from.children[index] as Element, to.children[index] as Element);
  }
}

/** The chart as a PNG at twice its size on screen. */
export async function chartPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas to draw on');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('the canvas gave no picture');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
