import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/repository';

const source = join(root, 'src');

/** Who may import whom (`architecture.md`). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  domain: ['shared'],
  charts: ['shared'],
  office: ['shared'],
  i18n: ['shared'],
  figures: ['shared', 'domain', 'i18n'],
  ui: ['shared', 'i18n'],
  storage: ['shared', 'domain'],
  worker: ['shared', 'domain', 'storage', 'office'],
  features: ['shared', 'domain', 'charts', 'i18n', 'ui', 'storage', 'worker', 'figures'],
  app: ['shared', 'domain', 'charts', 'i18n', 'ui', 'storage', 'worker', 'features', 'figures'],
};

/** Of these, figures know the types only: what charts and documents are fed with. */
const typesOnly: Readonly<Record<string, readonly string[]>> = { figures: ['charts', 'office'] };

/** Sub-rooms of a room that its others may use; the rest never import each other. */
const sharedRooms: Readonly<Record<string, readonly string[]>> = {
  analysis: ['room', 'scope', 'trace', 'cards'],
  data: ['import', 'sources'],
  interviews: ['conversation', 'recording'],
};

/** The most files a folder of a room may hold before it splits. */
const mostFiles = 25;

/** Rooms of the domain, each importing only from those before it. */
const domainRooms = [
  'kept',
  'model',
  'table',
  'statistics',
  'intake',
  'cleaning',
  'scoring',
  'text',
  'sample',
  'interviews',
  'snapshot',
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(ts|svelte)$/u.test(file),
);

interface Import {
  readonly from: string;
  readonly to: string;
  /** True where only types come over. */
  readonly isType: boolean;
}

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  const found = text.matchAll(
    /(import type [^;]*?from|from|import)\s*\(?\s*'(\.[^']+)'|new URL\('(\.[^']+)'/gu,
  );
  return [...found].map(([, how, plain, url]) => ({
    from: file,
    to: relative(source, join(dirname(join(source, file)), (plain ?? url) as string)),
    isType: how?.startsWith('import type') === true,
  }));
});

const layerOf = (file: string) => (file.includes('/') ? (file.split('/')[0] as string) : 'app');

describe('layers', () => {
  it('are all known', () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => !(layer in allowed))).toEqual([]);
  });
  it('import only what they may know about', () => {
    const wrong = imports.filter(({ from, to, isType }) => {
      const [a, b] = [layerOf(from), layerOf(to)];
      if (isType && typesOnly[a]?.includes(b)) return false;
      return a !== b && !(allowed[a] ?? []).includes(b);
    });
    expect(wrong).toEqual([]);
  });
  it('keep rooms apart: no feature and no chart imports another', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [from.split('/'), to.split('/')];
      if (a[0] !== b[0] || a[1] === b[1]) return false;
      if (a[0] === 'features') return true;
      return a[0] === 'charts' && b[1] !== 'frame';
    });
    expect(wrong).toEqual([]);
  });
  it('keep sub-rooms apart: one uses itself and what its room shares', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [from.split('/'), to.split('/')];
      if (a[0] !== 'features' || b[0] !== 'features' || a[1] !== b[1]) return false;
      // Pages at the top of a room use all of it.
      if (a.length === 3 || a[2] === b[2]) return false;
      return b.length === 3 || !(sharedRooms[a[1] as string] ?? []).includes(b[2] as string);
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
  it('keep folders of features small enough to see at a glance', () => {
    const counts = new Map<string, number>();
    for (const file of files.filter((one) => one.startsWith('features/'))) {
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([]);
  });
  it('let a domain room import only rooms before it', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [from.split('/'), to.split('/')];
      if (a[0] !== 'domain' || b[0] !== 'domain') return false;
      return domainRooms.indexOf(b[1] as string) > domainRooms.indexOf(a[1] as string);
    });
    expect(wrong).toEqual([]);
    const rooms = new Set(
      files.filter((file) => file.startsWith('domain/')).map((file) => file.split('/')[1]),
    );
    expect([...rooms].filter((room) => !domainRooms.includes(room as string))).toEqual([]);
  });
  it('have no cycles between files', () => {
    const edges = new Map<string, string[]>();
    const exact = (to: string) =>
      [to, `${to}.ts`, `${to}.svelte.ts`].find((name) => files.includes(name)) ?? to;
    for (const { from, to } of imports) edges.set(from, [...(edges.get(from) ?? []), exact(to)]);
    const done = new Set<string>();
    const cycles: string[][] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file]);
      if (done.has(file) || path.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    files.forEach((file) => visit(file, []));
    expect(cycles).toEqual([]);
  });
  it('name no database table outside storage', () => {
    const wrong = files.filter(
      (file) =>
        !file.startsWith('storage/') &&
        /storage\/database'/u.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the domain', () => {
  it('knows no browser, clock or chance', () => {
    const wrong = files.filter((file) => {
      if (!file.startsWith('domain/')) return false;
      const text = readFileSync(join(source, file), 'utf8');
      return /\b(?:document|window|navigator|localStorage|indexedDB)\.|Date\.now\(|Math\.random\(|from 'dexie'|from 'svelte/u.test(
        text,
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('the privacy limit', () => {
  it('is defined once, and nobody compares with it but what decides on suppression', () => {
    const texts = files.map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);
    const defined = texts.filter(([, text]) => /const smallest(?:Base|Group)\b/u.test(text));
    expect(defined.map(([file]) => file)).toEqual(['domain/scoring/levels.ts']);
    const compared = texts.filter(
      ([file, text]) => file.startsWith('domain/') && />=\s*smallestBase/u.test(text),
    );
    expect(compared.map(([file]) => file)).toEqual(['domain/scoring/suppression.ts']);
  });
});

describe('the house', () => {
  it('has a README in each layer and no folder called utils', () => {
    for (const layer of Object.keys(allowed))
      expect(existsSync(join(source, layer, 'README.md')), layer).toBe(true);
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?)(?:\/|\.)/u.test(file))).toEqual([]);
  });
  it('has nothing at the top that was not agreed', () => {
    const agreed = [
      'src',
      'public',
      'tests',
      'index.html',
      'vite.config.ts',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
    ];
    const made = ['node_modules', 'dist', 'test-results', 'playwright-report'];
    const found = readdirSync(root).filter(
      (name) => !name.startsWith('.') && ![...agreed, ...made].includes(name),
    );
    expect(found).toEqual([]);
  });
  it('uses colours from the tokens only', () => {
    const wrong = files.filter(
      (file) =>
        file.endsWith('.svelte') &&
        /#[0-9a-f]{3,8}\b(?!')/iu.test(
          readFileSync(join(source, file), 'utf8').replace(/\{#|url\(#/gu, ''),
        ),
    );
    expect(wrong).toEqual([]);
  });
});
