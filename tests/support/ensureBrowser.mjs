// Finds a Chromium to test in, installs one where that is possible, or says what to do.
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';

const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, { stdio: 'inherit' }).status === 0;

if (findChromium() === null) {
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('apt-get', ['--version']).status === 0;
  if (isRoot && hasApt) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk']);
  } else {
    run('npx', ['playwright', 'install', 'chromium']);
  }
}
const found = findChromium();
if (found === null) {
  console.error(
    'No Chromium or Chrome found. Install one (Debian: apt-get install chromium fonts-noto-cjk; ' +
      'elsewhere: npx playwright install chromium), or set CHROMIUM_PATH, and run the tests again.',
  );
  process.exit(1);
}
console.log(`Testing in ${found}`);
