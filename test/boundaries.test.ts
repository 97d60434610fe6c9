import { describe, expect, test } from 'vitest';
import { type Import, type Module, readModules } from './support/imports.ts';

interface Room {
  /** Rooms of ours, or single files of them, whose values may be used. */
  readonly uses?: readonly string[];
  /** Rooms of which only types may be used. */
  readonly types?: readonly string[];
  /** Packages and modules of Node. `node:path` and `node:url` only handle text, so every room may use them. */
  readonly packages?: readonly string[];
  /** Packages that may only be loaded by a dynamic import; their types may be used at any time. */
  readonly lazy?: readonly string[];
}

/** Who may import what: the architecture, as a table. A folder that has no row belongs to the room above it. */
const rooms: Record<string, Room> = {
  diagnostics: {},
  notation: {},
  source: { uses: ['diagnostics', 'notation'], packages: ['yaml', 'node:fs', 'tinyglobby'] },
  schema: { uses: ['diagnostics', 'source/located.ts', 'source/node.ts'], packages: ['zod'] },
  'schema/published': { uses: ['schema', 'notation'], packages: ['zod'] },
  auth: { uses: ['schema', 'source', 'diagnostics', 'notation'] },
  model: { uses: ['notation'], types: ['auth/sign-in.ts', 'schema', 'diagnostics'], packages: ['node:crypto'] },
  'model/check': {
    uses: ['model', 'diagnostics', 'notation'],
    types: ['auth/sign-in.ts', 'source/located.ts'],
    packages: ['node:vm'],
    lazy: ['ajv'],
  },
  'model/build': {
    uses: ['model', 'model/check', 'diagnostics', 'notation'],
    types: ['auth/sign-in.ts', 'schema', 'source/located.ts'],
  },
  // The room auth makes the identities of a model: those who read a model need their type.
  'postman/scripts': { uses: ['model', 'notation'], types: ['auth/sign-in.ts'] },
  'postman/v2': {
    uses: ['postman/scripts', 'model', 'diagnostics', 'notation'],
    types: ['auth/sign-in.ts'],
    lazy: ['postman-collection'],
  },
  'postman/read': { uses: ['diagnostics', 'notation'] },
  output: { uses: ['diagnostics', 'notation'], packages: ['node:fs', 'node:crypto'] },
  secrets: { uses: ['model', 'diagnostics', 'notation'] },
  run: {
    uses: ['run/verdict', 'model', 'secrets', 'diagnostics', 'notation'],
    types: ['auth/sign-in.ts'],
    lazy: ['csv-parse/sync'],
  },
  'run/verdict': { uses: ['run', 'model', 'diagnostics', 'notation'] },
  'run/preflight': { uses: ['model', 'secrets', 'diagnostics', 'notation'], types: ['auth/sign-in.ts', 'run'] },
  'run/newman': {
    uses: ['run', 'secrets', 'notation', 'model/expectation.ts', 'source/package-folder.ts'],
    // For the process that sends the requests: its start, its empty folder, its limits.
    packages: ['node:child_process', 'node:diagnostics_channel', 'node:fs', 'node:os', 'node:zlib'],
    lazy: ['newman', 'postman-runtime', 'postman-request', 'postman-sandbox'],
  },
  snippets: {
    uses: ['model', 'notation', 'secrets/secret-keys.ts'],
    types: ['auth/sign-in.ts'],
    lazy: [
      'postman-code-generators/codegens/curl/lib/index.js',
      'postman-code-generators/codegens/js-fetch/lib/index.js',
      'postman-code-generators/codegens/python-requests/lib/index.js',
    ],
  },
  docs: {
    uses: ['model', 'notation', 'postman/v2/expected-example.ts'],
    types: ['auth/sign-in.ts', 'snippets'],
    packages: ['node:crypto', 'fflate'],
    lazy: ['markdown-it'],
  },
  'import/openapi': {
    uses: ['diagnostics', 'notation', 'source'],
    packages: ['@cfworker/json-schema', 'openapi-sampler'],
    lazy: ['json-schema-faker'],
  },
  'import/entries': {
    uses: ['import/openapi', 'diagnostics', 'notation', 'source'],
  },
  'import/cells': { uses: ['import/openapi'] },
  'import/compare': { types: ['import/openapi', 'diagnostics'] },
  'import/update': {
    uses: ['import/entries/names.ts', 'import/openapi', 'notation', 'source'],
    types: ['import/entries'],
    packages: ['node:crypto'],
  },
  report: { uses: ['diagnostics', 'notation/html/html.ts'], types: ['run'], packages: ['node:crypto'] },
  server: {
    uses: ['model', 'notation'],
    types: ['auth/sign-in.ts'],
    packages: [
      'node:http',
      'node:crypto',
      'node:timers/promises',
      'node:zlib',
      'jose',
      'openapi-sampler',
      '@eslint-community/regexpp',
    ],
    lazy: ['ajv', 'json-schema-faker'],
  },
  // Composes the stages.
  library: {
    uses: [
      ...['diagnostics', 'notation', 'source', 'schema', 'schema/published', 'auth', 'model', 'model/build'],
      ...['model/check', 'postman/v2', 'output', 'secrets', 'run', 'run/preflight', 'run/newman'],
      ...['docs', 'snippets', 'import/openapi', 'import/entries', 'import/update', 'import/compare'],
    ],
    types: ['postman/scripts', 'postman/read'],
  },
};

/**
 * The edges may import everything of ours; but of the commands, only `demo`, `init`, `curl --run` and
 * `import --generate` run others.
 */
const edges = new Set(['commands', 'cli.ts', 'index.ts']);
const edgePackages = ['yargs', 'picocolors', 'cli-progress', '@clack/prompts', 'chokidar', 'diff'];

/** Packages that only these files may import. */
const onlyIn: Record<string, RegExp> = {
  'postman-collection': /^postman\/v2\/judge\.ts$/,
  newman: /^run\/newman\/load-newman\.ts$/,
  'postman-runtime': /^run\/newman\/load-newman\.ts$/,
  'postman-sandbox': /^run\/newman\/load-newman\.ts$/,
  'postman-request': /^run\/newman\/load-newman\.ts$/,
  'csv-parse/sync': /^run\/(?:data-file|data\/newman-rows)\.ts$/,
  ajv: /^(?:model\/check\/schema-validator|server\/answers\/schema-samples)\.ts$/,
};

const modules = readModules();
const isOurs = (module: string) => module.endsWith('.ts');
const isFree = (module: string) => module === 'node:path' || module === 'node:url';
const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : path);

/** The row of the table that a file belongs to: that of its folder, or of the nearest one above it. */
function roomOf(path: string): string {
  let folder = folderOf(path);
  while (!(folder in rooms) && folder.includes('/')) folder = folderOf(folder);
  return folder;
}

/** True when `allowed` names the room or the file that is imported. */
const names = (allowed: string, module: string) => allowed === module || allowed === roomOf(module);

/** The permission that an import uses, such as `uses model`; undefined for one that needs none, false when it has none. */
function permissionOf(path: string, { module, kind }: Import): string | undefined | false {
  const room = roomOf(path);
  const { uses = [], types = [], packages = [], lazy = [] } = rooms[room] ?? {};
  if (isOurs(module)) {
    if (roomOf(module) === room) return undefined;
    const allowed = uses.find((row) => names(row, module));
    if (allowed) return `uses ${allowed}`;
    const typesOnly = kind === 'type' ? types.find((row) => names(row, module)) : undefined;
    return typesOnly ? `types ${typesOnly}` : false;
  }
  // A type of Node's own leaves nothing in the build.
  if (isFree(module) || (kind === 'type' && module.startsWith('node:'))) return undefined;
  if (packages.includes(module)) return `packages ${module}`;
  return lazy.includes(module) && kind !== 'static' ? `lazy ${module}` : false;
}

/** Why a file may not have an import; undefined when it may. */
function fault({ path }: Module, imported: Import): string | undefined {
  const { module, kind } = imported;
  const text = `${path} -> ${module} (${kind})`;
  if (onlyIn[module] && !onlyIn[module].test(path)) return text;
  if (!edges.has(roomOf(path))) return permissionOf(path, imported) === false ? text : undefined;
  const command = /^commands\/[^/]+(?=\/)/.exec(path)?.[0];
  const other = /^commands\/[^/]+(?=\/)/.exec(module)?.[0];
  if (other === 'commands/lists' || other === 'commands/files') return undefined;
  const runs =
    command === 'commands/demo' ||
    command === 'commands/init' ||
    (command === 'commands/curl' && other === 'commands/run') ||
    (command === 'commands/import' && other === 'commands/generate');
  if (command && other && command !== other && !runs) return text;
  return isOurs(module) || module.startsWith('node:') || edgePackages.includes(module) ? undefined : text;
}

/** The file that leads back to `path` by imports of any kind, types too; undefined when none does. */
function circleOf(path: string): string | undefined {
  const reached = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { module } of importsOf(next)) {
      if (module === path) return `${path} <- ${next}`;
      if (isOurs(module) && !reached.has(module)) waiting.push(module);
      reached.add(module);
    }
  }
  return undefined;
}

const importsOf = (path: string) => modules.find((module) => module.path === path)?.imports ?? [];

/** Every module that is loaded as soon as a file is. */
function loadedWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { module, kind } of importsOf(path)) {
    if (kind === 'static') loadedWith(module, seen);
  }
  return seen;
}

const where = (holds: (module: Module) => boolean) => modules.filter(holds).map(({ path }) => path);

describe('who may import what', () => {
  const present = new Set(modules.map(({ path }) => roomOf(path)));

  test.each([...present])('%s', (name) => {
    const inside = modules.filter(({ path }) => roomOf(path) === name);
    const faults = inside.flatMap((module) => module.imports.map((imported) => fault(module, imported)));
    expect(faults.filter((text) => text !== undefined)).toEqual([]);
  });

  test('each room has a row, and each row a room', () => {
    const inTable = [...Object.keys(rooms), ...edges].sort();
    expect([...present].sort()).toEqual(inTable);
  });

  test('each permission is used', () => {
    const used = new Set(
      modules.flatMap(({ path, imports }) =>
        imports.map((imported) => `${roomOf(path)} ${permissionOf(path, imported)}`),
      ),
    );
    const given = Object.entries(rooms).flatMap(([name, room]) =>
      Object.entries(room).flatMap(([kind, rows]) => (rows as string[]).map((row) => `${name} ${kind} ${row}`)),
    );
    expect(given.filter((permission) => !used.has(permission))).toEqual([]);
    const imported = new Set(modules.flatMap(({ imports }) => imports.map(({ module }) => module)));
    expect([...edgePackages, ...Object.keys(onlyIn)].filter((name) => !imported.has(name))).toEqual([]);
  });

  test('no room exports what another one made; only the library itself does', () => {
    const again = modules.flatMap(({ path, imports }) =>
      imports.filter(({ exported }) => exported).map(({ module }) => ({ path, module })),
    );
    expect(again.some(({ path }) => path === 'index.ts')).toBe(true);
    const across = again.filter(({ path, module }) => path !== 'index.ts' && roomOf(path) !== roomOf(module));
    expect(across).toEqual([]);
  });

  test('below the commands, three rooms touch the disk: output writes, source reads, and a run has an empty folder', () => {
    const disk = modules.flatMap(({ path, imports }) =>
      imports.filter(({ module }) => module.startsWith('node:fs')).map(({ names }) => ({ path, names })),
    );
    const inside = disk.filter(({ path }) => !edges.has(roomOf(path)));
    expect(inside.filter(({ path }) => roomOf(path) !== 'source').map(({ path }) => path)).toEqual([
      'output/read-disk.ts',
      'output/write.ts',
      'run/newman/child-options.ts',
      'run/newman/newman-process.ts',
    ]);
    const namesIn = (room: string) => inside.filter(({ path }) => roomOf(path) === room).flatMap(({ names }) => names);
    expect([...new Set(namesIn('run/newman'))].sort()).toEqual([
      'mkdtempSync',
      'readFileSync',
      'realpathSync',
      'rmSync',
    ]);
    expect(namesIn('source').filter((name) => !/^(?:exists|read|realpath|stat)/.test(name))).toEqual([]);
  });

  test('no file imports itself through others, not even for a type', () => {
    const circles = modules.map(({ path }) => circleOf(path));
    expect(circles.filter((circle) => circle !== undefined)).toEqual([]);
  });
});

describe('heavy packages are loaded when they are needed', () => {
  const heavy = [
    'ajv',
    'csv-parse/sync',
    'newman',
    'postman-collection',
    'yaml',
    'zod',
    'jose',
    'openapi-sampler',
    '@cfworker/json-schema',
    'diff',
    '@clack/prompts',
    'cli-progress',
  ];
  test('the command line itself loads none of them', () => {
    const loaded = loadedWith('cli.ts');
    expect(loaded.size).toBeGreaterThan(5);
    expect(heavy.filter((name) => loaded.has(name))).toEqual([]);
  });
  test('newman and the SDK are only loaded by a dynamic import', () => {
    const atOnce = modules.flatMap(({ imports }) => imports).filter(({ kind }) => kind === 'static');
    expect(atOnce.filter(({ module }) => /^(?:newman|postman-)/.test(module))).toEqual([]);
  });
});

describe('the process, the terminal, the clock and random numbers', () => {
  const allowed = /^(?:cli\.ts|commands\/|run\/|server\/)/;
  test('are used at the edges only', () => {
    const uses = modules.flatMap(({ path, ambient }) => ambient.map((use) => `${path}: ${use}`));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !allowed.test(use))).toEqual([]);
  });
  test('random numbers have no part in what is generated', () => {
    const random = where(({ imports }) => imports.some((one) => one.names.some((name) => /^random/.test(name))));
    expect(random.filter((path) => !allowed.test(path))).toEqual([]);
  });
  test('cli.ts ends the process, and newman-child.ts the process of a run', () => {
    const ends = where(({ ambient }) => ambient.some((use) => /^process\.(?:exit|abort|reallyExit)$/.test(use)));
    expect(ends.sort()).toEqual(['cli.ts', 'run/newman/newman-child.ts']);
  });
});

describe('files', () => {
  test('have named exports only', () => expect(where(({ exportsDefault }) => exportsDefault)).toEqual([]));
  test('have at most 250 lines', () => expect(where(({ lines }) => lines > 250)).toEqual([]));
  test('are short: half of them below 90 lines', () => {
    const sizes = modules.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(90);
  });
  test('have functions of at most 60 lines', () => {
    const found = modules.flatMap(({ path, functions }) => functions.map((made) => ({ path, ...made })));
    expect(found.length).toBeGreaterThan(500);
    expect(found.filter(({ lines }) => lines > 60)).toEqual([]);
  });
  test('are at most sixteen to a folder', () => {
    const folders = modules.map(({ path }) => folderOf(path));
    const crowded = [...new Set(folders)].filter((folder) => folders.filter((name) => name === folder).length > 16);
    expect(crowded).toEqual([]);
  });
  test('are named for one concept, in kebab case', () => {
    expect(where(({ path }) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path))).toEqual(
      [],
    );
    expect(where(({ path }) => /\b(?:utils?|helpers?|common|misc|manager|service)\b/.test(path))).toEqual([]);
  });
});
