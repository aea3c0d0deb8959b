import { spawn } from 'node:child_process';

/**
 * Everything `npm test` stands for: what needs no other result runs side by side, then the tests, then the
 * browser. Ends with the first step that failed, after all that ran beside it have told what they found.
 */
const steps = [
  ['check:format', 'check:lint', 'check:types', 'build'],
  ['test:fast'],
  ['browser', 'test:e2e'],
];

/**
 * Runs a script of the package; its output comes as a whole where others run beside it.
 * @param {string} script
 * @param {boolean} isAlone
 * @returns {Promise<boolean>}
 */
function run(script, isAlone) {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  });
  /** @type {Buffer[]} */
  const said = [];
  child.stdout?.on('data', (/** @type {Buffer} */ part) => said.push(part));
  child.stderr?.on('data', (/** @type {Buffer} */ part) => said.push(part));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`${code === 0 ? '✓' : '✗'} ${script} (${seconds} s)`);
      if (code !== 0) process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

for (const step of steps) {
  if (step[0] === 'browser') {
    for (const script of step) if (!(await run(script, true))) process.exit(1);
    continue;
  }
  const results = await Promise.all(step.map((script) => run(script, step.length === 1)));
  if (results.includes(false)) process.exit(1);
}
