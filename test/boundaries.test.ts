import { describe, expect, test } from 'vitest';
import { type Import, type Module, readModules } from './support/imports.ts';

interface Room {
  /** Other rooms, or single files of them, whose values may be used. */
  readonly uses: readonly string[];
  /** Rooms of which only types may be used. */
  readonly types?: readonly string[];
  /** Packages and modules of Node. `node:path` and `node:url` only take text apart, and are free. */
  readonly packages?: readonly string[];
  /** Packages that may be loaded only when they are wanted; their types may be used at any time. */
  readonly lazy?: readonly string[];
}

/** Who may import what: the architecture, as a table. */
const rooms: Record<string, Room> = {
  diagnostics: { uses: [] },
  notation: { uses: [] },
  source: { uses: ['diagnostics', 'notation'], packages: ['yaml', 'node:fs'] },
  schema: {
    uses: ['diagnostics', 'source/node.ts', 'source/located.ts'],
    types: ['source'],
    packages: ['zod'],
  },
  model: {
    uses: ['diagnostics', 'notation'],
    types: ['schema', 'auth', 'source'],
    packages: ['node:crypto', 'node:vm'],
    lazy: ['ajv'],
  },
  auth: { uses: ['schema', 'source', 'diagnostics'] },
  postman: { uses: ['model', 'diagnostics', 'notation'], lazy: ['postman-collection'] },
  output: { uses: ['postman', 'diagnostics'], packages: ['node:fs', 'node:crypto'] },
  run: {
    uses: ['model', 'postman', 'secrets', 'diagnostics', 'notation', 'source/package-folder.ts'],
    // For the process that sends the requests: its start, its empty folder, its limits.
    packages: ['node:child_process', 'node:diagnostics_channel', 'node:fs', 'node:os', 'node:zlib'],
    lazy: ['newman', 'postman-runtime', 'postman-request', 'csv-parse/sync'],
  },
  secrets: { uses: ['model', 'postman', 'run', 'diagnostics', 'notation'] },
  report: { uses: ['diagnostics'], types: ['run'] },
  server: { uses: ['model', 'notation'], packages: ['node:http', 'node:crypto', 'jose', 'openapi-sampler'] },
  // Composes the stages.
  library: {
    uses: ['diagnostics', 'notation', 'source', 'schema', 'model', 'auth', 'postman', 'output', 'secrets', 'run'],
  },
};

/** Rooms at the door: they may import everything of ours. */
const doors = new Set(['commands', 'cli.ts', 'index.ts']);
const doorPackages = ['yargs', 'picocolors', 'cli-progress', '@clack/prompts', 'diff'];

/** What a few files alone may do. */
const onlyIn: Record<string, RegExp> = {
  'postman-collection': /^postman\/v2\/judge\.ts$/,
  newman: /^run\/newman\/load-newman\.ts$/,
  'postman-runtime': /^run\/newman\/load-newman\.ts$/,
  'postman-request': /^run\/newman\/load-newman\.ts$/,
  'csv-parse/sync': /^run\/data-file\.ts$/,
  ajv: /^model\/check\/schema-validator\.ts$/,
  yaml: /^source\//,
  zod: /^schema\//,
  jose: /^server\//,
  'openapi-sampler': /^server\//,
};

const modules = readModules();
const roomOf = (path: string) => (path.includes('/') ? (path.split('/')[0] as string) : path);
const isOurs = (module: string) => module.endsWith('.ts');
const isFree = (module: string) => module === 'node:path' || module === 'node:url';

/** Why a file may not have an import; undefined when it may. */
function fault({ path }: Module, { module, kind }: Import): string | undefined {
  const name = roomOf(path);
  const said = `${path} -> ${module} (${kind})`;
  if (onlyIn[module] && !onlyIn[module].test(path)) return said;
  if (doors.has(name)) {
    return isOurs(module) || module.startsWith('node:') || doorPackages.includes(module) ? undefined : said;
  }
  const room = rooms[name];
  if (!room) return `${path} stands in a room that is not in the table`;
  const { uses, types = [], packages = [], lazy = [] } = room;
  if (isOurs(module)) {
    const target = roomOf(module);
    if (target === name || uses.includes(target) || uses.includes(module)) return undefined;
    return kind === 'type' && types.includes(target) ? undefined : said;
  }
  // A type of Node's own leaves nothing behind.
  if (isFree(module) || packages.includes(module) || (kind === 'type' && module.startsWith('node:'))) return undefined;
  return lazy.includes(module) && kind !== 'static' ? undefined : said;
}

/** Every module that is loaded as soon as a file is. */
function loadedWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { module, kind } of modules.find((one) => one.path === path)?.imports ?? []) {
    if (kind === 'static') loadedWith(module, seen);
  }
  return seen;
}

const where = (holds: (module: Module) => boolean) => modules.filter(holds).map((one) => one.path);

describe('who may import what', () => {
  test.each([...new Set(modules.map((one) => roomOf(one.path)))])('%s', (name) => {
    const inside = modules.filter((one) => roomOf(one.path) === name);
    const faults = inside.flatMap((one) => one.imports.map((imported) => fault(one, imported)));
    expect(faults.filter((one) => one !== undefined)).toEqual([]);
  });

  test('the table has no row for a room that is not there', () => {
    const present = new Set(modules.map((one) => roomOf(one.path)));
    expect(Object.keys(rooms).filter((name) => !present.has(name))).toEqual([]);
  });

  test('below the commands, only write and read-disk touch the disk, source reads, and a run has an empty folder', () => {
    const disk = modules.flatMap(({ path, imports }) =>
      imports.filter((one) => one.module.startsWith('node:fs')).map(({ names }) => ({ path, names })),
    );
    const inside = disk.filter(({ path }) => !doors.has(roomOf(path)));
    const writers = inside.filter(({ path }) => roomOf(path) !== 'source').map((one) => one.path);
    expect(writers).toEqual([
      'output/read-disk.ts',
      'output/write.ts',
      'run/newman/child-options.ts',
      'run/newman/newman-process.ts',
    ]);
    const ofRuns = inside.filter(({ path }) => roomOf(path) === 'run').flatMap((one) => one.names);
    expect([...new Set(ofRuns)].sort()).toEqual(['mkdtempSync', 'readFileSync', 'realpathSync', 'rmSync']);
    const inSource = inside.filter(({ path }) => roomOf(path) === 'source').flatMap((one) => one.names);
    expect(inSource.filter((name) => !/^(?:exists|read|realpath|stat)/.test(name))).toEqual([]);
  });

  test('no file imports itself over others before it is loaded', () => {
    // A circle of values is loaded half; circles of types are none.
    const circles = modules.filter(({ path, imports }) =>
      imports.some(({ module, kind }) => kind === 'static' && isOurs(module) && loadedWith(module).has(path)),
    );
    expect(circles.map((one) => one.path)).toEqual([]);
  });
});

describe('what is heavy is loaded when it is wanted', () => {
  const heavy = [
    'ajv',
    'csv-parse/sync',
    'newman',
    'postman-collection',
    'yaml',
    'zod',
    'jose',
    'openapi-sampler',
    'diff',
    '@clack/prompts',
    'cli-progress',
  ];
  test('the command line itself loads none of it', () => {
    const loaded = loadedWith('cli.ts');
    expect(loaded.size).toBeGreaterThan(5);
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });
  test('nothing loads newman and the SDK at once', () => {
    const static_ = modules.flatMap((one) => one.imports).filter((one) => one.kind === 'static');
    expect(static_.filter((one) => /^(?:newman|postman-)/.test(one.module))).toEqual([]);
  });
});

describe('the process, the terminal, the clock and chance', () => {
  const allowed = /^(?:cli\.ts|commands\/|run\/|server\/)/;
  test('are used at the edges only', () => {
    const uses = modules.flatMap(({ path, ambient }) => ambient.map((use) => `${path}: ${use}`));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !allowed.test(use))).toEqual([]);
  });
  test('chance is no part of what is generated', () => {
    const random = where(({ imports }) => imports.some((one) => one.names.some((name) => /^random/.test(name))));
    expect(random.filter((path) => !allowed.test(path))).toEqual([]);
  });
  test('one file ends the process, and one that of a run', () => {
    const ends = where(({ ambient }) => ambient.some((use) => /^process\.(?:exit|abort|reallyExit)$/.test(use)));
    expect(ends.sort()).toEqual(['cli.ts', 'run/newman/newman-child.ts']);
  });
});

describe('files', () => {
  test('have named exports only', () => expect(where((one) => one.exportsDefault)).toEqual([]));
  test('have at most 250 lines', () => expect(where((one) => one.lines > 250)).toEqual([]));
  test('are short: half of them below 90 lines', () => {
    const sizes = modules.map((one) => one.lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(90);
  });
  test('are named for one concept, in kebab case', () => {
    expect(where(({ path }) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path))).toEqual(
      [],
    );
    expect(where(({ path }) => /\b(?:utils?|helpers?|common|misc|manager|service)\b/.test(path))).toEqual([]);
  });
});
