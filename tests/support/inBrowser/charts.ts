import { flushSync, mount, unmount } from 'svelte';
import { walkMarks } from '../../../src/charts/frame/walkMarks';
import { placeWords } from '../../../src/charts/wordCloud/placeWords';
import { chartCases } from '../chartCases';

/** What is wrong with a drawn chart: texts that meet, or anything outside of its frame. */
export interface Fault {
  readonly chart: string;
  readonly width: number;
  readonly what: string;
}

/** Boxes may touch by this much: line heights are larger than the signs they hold. */
const slack = 3;

interface Placed {
  readonly text: string;
  readonly box: DOMRect;
}

/** The lines of text of a chart: tspans that begin a line of their own count by themselves. */
function textsOf(svg: SVGSVGElement): Placed[] {
  return [...svg.querySelectorAll('text')].flatMap((text) => {
    const lines = [...text.querySelectorAll('tspan')].filter((part) => part.hasAttribute('x'));
    const parts: SVGGraphicsElement[] = lines.length > 1 ? lines : [text];
    return parts
      .filter((part) => (part.textContent ?? '').trim() !== '')
      .map((part) => ({ text: part.textContent ?? '', box: part.getBoundingClientRect() }));
  });
}

function meet(a: DOMRect, b: DOMRect): boolean {
  return (
    a.left + slack < b.right &&
    b.left + slack < a.right &&
    a.top + slack < b.bottom &&
    b.top + slack < a.bottom
  );
}

function faultsOf(host: HTMLElement, width: number, chart: string): Fault[] {
  const svg = host.querySelector('svg') as SVGSVGElement;
  const frame = svg.getBoundingClientRect();
  const faults: Fault[] = [];
  if (frame.width > width + 0.5) faults.push({ chart, width, what: `frame ${frame.width}` });
  const texts = textsOf(svg);
  texts.forEach(({ text, box }, at) => {
    const sides = [
      box.left < frame.left - 1 && 'left',
      box.right > frame.right + 1 && 'right',
      box.top < frame.top - slack && 'top',
      box.bottom > frame.bottom + slack && 'bottom',
    ].filter(Boolean);
    if (sides.length > 0) {
      faults.push({ chart, width, what: `outside (${sides.join()}): ${text.slice(0, 40)}` });
    }
    for (const other of texts.slice(at + 1)) {
      if (meet(box, other.box)) {
        faults.push({ chart, width, what: `${text.slice(0, 30)} × ${other.text.slice(0, 30)}` });
      }
    }
  });
  for (const shape of svg.querySelectorAll('circle, rect')) {
    const box = shape.getBoundingClientRect();
    if (box.right > frame.right + 1.5 || box.left < frame.left - 1.5) {
      faults.push({
        chart,
        width,
        what: `shape outside: ${shape.tagName} ${shape.getAttribute('class') ?? ''}`,
      });
    }
  }
  return faults;
}

/** Draws every case at each width and measures it. */
export function measureCharts(widths: readonly number[]): Fault[] {
  const host = document.createElement('div');
  document.body.append(host);
  const faults: Fault[] = [];
  for (const width of widths) {
    for (const one of chartCases) {
      const drawn = mount(one.component, { target: host, props: one.draw(width) as never });
      flushSync();
      faults.push(...faultsOf(host, width, `${one.chart}: ${one.name}`));
      void unmount(drawn);
      host.replaceChildren();
    }
  }
  return faults;
}

/** Draws the ordinary case of each chart that has marks, to be walked by keyboard. */
export function drawToWalk(chart: string): { readonly marks: number } {
  document.body.replaceChildren();
  const host = document.createElement('div');
  host.id = 'host';
  document.body.append(host);
  const one = chartCases.find((found) => found.chart === chart && found.name === 'ordinary')!;
  mount(one.component, { target: host, props: one.draw(760) as never });
  flushSync();
  const said: string[] = [];
  const opened: string[] = [];
  Object.assign(globalThis, { said, opened });
  walkMarks({
    onread: (mark) => {
      if (mark) said.push(mark.lines.join('|'));
    },
    onopen: (id) => opened.push(id),
  })(host);
  return { marks: one.marks ?? 0 };
}

export const walkable = [
  ...new Set(chartCases.flatMap(({ chart, marks }) => (marks === null ? [] : [chart]))),
];
/** Places words that are all as frequent and too long for the space: none may keep the page busy. */
export async function placeLongWords(): Promise<{
  readonly asked: number;
  readonly placed: number;
  readonly sizes: readonly number[];
}> {
  const words = Array.from({ length: 40 }, (_, at) => ({
    text: `telecommunication infrastructure ${at}`,
    count: 4,
  }));
  const placed = await placeWords(words, 640, 230);
  const sizes = [...new Set(placed.map(({ fontSize }) => fontSize))];
  return { asked: words.length, placed: placed.length, sizes };
}
Object.assign(globalThis, { measureCharts, drawToWalk, walkable, placeLongWords });
