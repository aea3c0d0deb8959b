import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const regions = ['East', 'South', 'North', 'Central', 'Southwest', 'Northwest'];
const types = ['VIP', 'Regular', 'New', 'At risk'];
const channels = ['WeChat', 'E-mail', 'SMS', 'Phone'];
const products = ['Alpha', 'Beta', 'Gamma'];

/**
 * Writes a survey file of `rows` responses × 20 columns to `path`; the same for everybody.
 * @param {string} path
 * @param {number} rows
 */
export async function generate(path, rows) {
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
  const pick = (/** @type {readonly string[]} */ items) =>
    items[Math.floor(random() * items.length)];
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const out = createWriteStream(path);
  const ratings = Array.from({ length: 10 }, (_, index) => `Q${index + 1} Item ${index + 1}`);
  out.write(
    `Respondent ID,Submitted,Duration (seconds),Region,Customer type,Channel,Product,${ratings.join(',')},Recommend 0-10,Overall satisfaction,Note\n`,
  );
  let block = '';
  for (let row = 0; row < rows; row++) {
    const day = Math.floor((row / rows) * 360);
    const mood = random() * 2 - 1;
    const cells = [
      `R${10_000_000 + row}`,
      `2025-${two(1 + Math.floor(day / 30))}-${two(1 + (day % 28))} ${two(8 + Math.floor(random() * 12))}:${two(Math.floor(random() * 60))}:${two(Math.floor(random() * 60))}`,
      String(20 + Math.floor(random() * 400)),
      pick(regions),
      pick(types),
      pick(channels),
      pick(products),
    ];
    for (let item = 0; item < 10; item++) {
      const value = Math.round(3.8 + mood + (random() - 0.5) * 2.4 - item * 0.05);
      cells.push(random() < 0.03 ? '' : String(Math.min(5, Math.max(1, value))));
    }
    cells.push(String(Math.min(10, Math.max(0, Math.round(6 + mood * 6 + random() * 2)))));
    cells.push(String(Math.min(5, Math.max(1, Math.round(3.9 + mood)))));
    cells.push(random() < 0.1 ? `"Answer took, again, ${Math.floor(random() * 9)} days"` : '');
    block += `${cells.join(',')}\n`;
    if (block.length > 1_000_000) {
      if (!out.write(block)) await once(out, 'drain');
      block = '';
    }
  }
  out.end(block);
  await once(out, 'finish');
}
