/** Files of the tests, as a page has them: `node:fs` and `node:path` for reference tests. */
const files = (globalThis as unknown as { referenceFiles: Readonly<Record<string, string>> })
  .referenceFiles;

const plain = (path: string) => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
};

/** The text of a file that was brought along. */
export function readFileSync(path: string): string {
  const text = files[plain(path)];
  if (text === undefined) throw new Error(`no file ${path}`);
  return text;
}

/** True for a file, or a folder of files, that was brought along. */
export function existsSync(path: string): boolean {
  return Object.keys(files).some(
    (name) => name === plain(path) || name.startsWith(`${plain(path)}/`),
  );
}

export const join = (...parts: readonly string[]): string => parts.join('/');
