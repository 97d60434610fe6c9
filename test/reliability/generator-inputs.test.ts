import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/diagnostics/format.ts';
import { generate } from '../../src/library/generate.ts';
import type { Api } from '../../src/model/api.ts';
import type { Item } from '../../src/postman/v2/types.ts';
import { type Files, load } from '../support/api-of.ts';
import { errorLines, fixtures, loadFile } from '../support/error-lines.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { accepted } from './accepted-inputs.ts';
import { refusedEntries, refusedFixtures } from './refused-inputs.ts';

const head = 'name: Shop\nenvironments: { dev: { base_url: https://shop.example } }\nendpoints:\n';
const listOf = (entry: string) => `${head}  - ${entry.replaceAll('\n', '\n    ')}\n`;
const seen = new Set<number>();
let cases = 0;

/** Runs a case of the fault table, and counts it if it passes. */
function faultCase(row: number, about: string, check: () => void | Promise<void>): void {
  test(`${row} ${about}`, async () => {
    await check();
    seen.add(row);
    cases++;
  });
}

const problemsOf = (text: string, files: Files = {}) => errorLines(load(text, files).diagnostics);

afterAll(() => {
  process.stdout.write(`generator inputs: ${cases} cases of ${seen.size} rows passed\n`);
});

describe('a list in a fixture is refused', () => {
  for (const [row, about, name] of refusedFixtures) {
    faultCase(row, about, () => {
      const { value, diagnostics } = loadFile(join(fixtures, 'errors'), `${name}.yaml`);
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(name.split('--')[0]);
      expect(value).toBeUndefined();
    });
  }
});

describe('a list with one faulty entry is refused', () => {
  for (const [row, about, entry, ...lines] of refusedEntries) {
    faultCase(row, about, () => expect(problemsOf(listOf(entry))).toEqual(lines));
  }
});

describe('an unusual input is read as intended', () => {
  for (const [row, about, text, look, wanted] of accepted) {
    faultCase(row, about, () => {
      const { value } = load(/[\r\n]/.test(text) ? text : listOf(text));
      expect(value && look(value)).toEqual(wanted);
    });
  }
});

describe('large input is handled in time', () => {
  const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, at) => line(at));
  // Code that takes quadratic time or worse would need minutes on any machine.
  const inTime = (work: () => void) => {
    const start = performance.now();
    work();
    expect(performance.now() - start).toBeLessThan(15_000);
  };

  faultCase(103, 'aliases that grow exponentially', () =>
    inTime(() => {
      const { value, diagnostics } = loadFile(join(fixtures, 'errors'), 'yaml-too-large.yaml');
      expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['yaml-too-large']);
      expect(value).toBeUndefined();
    }),
  );
  faultCase(105, '20,000 keys', () => {
    const keys = many(20_000, (at) => `      k${at}: 1\n`).join('');
    inTime(() => expect(problemsOf(`${head}  - request: POST /a\n    json:\n${keys}`)).toEqual([]));
  });
  faultCase(106, '10,000 endpoints', () => {
    const entries = many(10_000, (at) => `  - GET /${at}\n`).join('');
    inTime(() => expect(problemsOf(`${head}${entries}`)).toEqual([]));
  });
  faultCase(106, 'a list of more than 5 MB', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'endpoints.yaml'), head);
    truncateSync(join(folder, 'endpoints.yaml'), 5 * 1024 * 1024 + 1);
    expect(errorLines(loadFile(folder, 'endpoints.yaml').diagnostics)).toEqual(['- error file-too-large']);
  });
  faultCase(107, 'blocks nested 600 deep', () => {
    const blocks = many(600, (at) => `${' '.repeat(at + 6)}a:\n`).join('');
    expect(problemsOf(`${head}  - request: POST /a\n    json:\n${blocks}`)).toEqual(['53:54 error yaml-depth']);
  });
});

describe('files that a list refers to', () => {
  const bodyOf = (path: string) => listOf(`{ request: POST /a, text: { $file: ${path} } }`);
  const onDisk = (list: string, prepare: (folder: string) => void) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'endpoints.yaml'), list);
    prepare(folder);
    return errorLines(loadFile(folder, 'endpoints.yaml').diagnostics);
  };

  faultCase(113, 'a list that is not UTF-8 is refused with the offset of the invalid byte', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'endpoints.yaml'), Buffer.from('name: Caf\xe9\n', 'latin1'));
    const { diagnostics } = loadFile(folder, 'endpoints.yaml');
    expect(errorLines(diagnostics)).toEqual(['- error file-not-utf8']);
    expect(diagnostics[0]?.message).toMatch(/offset 9$/);
  });
  faultCase(169, 'a link to a file outside the folder is refused', () => {
    const outside = join(tempFolder(), 'outside.txt');
    writeFileSync(outside, 'outside');
    const lines = onDisk(bodyOf('link.txt'), (folder) => symlinkSync(outside, join(folder, 'link.txt')));
    expect(lines).toEqual(['4:40 error file-outside']);
  });
  faultCase(169, 'a folder that is a link to another place is refused', () => {
    const outside = tempFolder();
    writeFileSync(join(outside, 'a.txt'), 'outside');
    const lines = onDisk(bodyOf('data/a.txt'), (folder) => symlinkSync(outside, join(folder, 'data')));
    expect(lines).toEqual(['4:40 error file-outside']);
  });
  faultCase(169, 'a link inside the folder is accepted', () => {
    const lines = onDisk(bodyOf('data/link.txt'), (folder) => {
      mkdirSync(join(folder, 'data'));
      writeFileSync(join(folder, 'a.txt'), 'inside');
      symlinkSync(join(folder, 'a.txt'), join(folder, 'data', 'link.txt'));
    });
    expect(lines).toEqual([]);
  });
});

describe('printed diagnostics', () => {
  // A line break with a workflow command, an escape sequence, and a right-to-left override.
  const hostile = '"a\\n::error::b\\e[31m\\u202e"';
  const lists: Record<string, string> = {
    'in every key of a list': `name: Shop\n${hostile}: 1\nvariables: { ${hostile}: 1 }\nenvironments: { ${hostile}: { ${hostile}: 1 } }\nendpoints: []\n`,
    'in variables and environments': `name: Shop\nvariables: { ${hostile}: 1 }\nenvironments: { ${hostile}: { ${hostile}: 1 } }\nendpoints: []\n`,
    'in every key of an entry': listOf(
      `{ request: GET /a, path: { ${hostile}: 1 }, headers: { ${hostile}: 1 }, save: { ${hostile}: $ }, ${hostile}: 1 }`,
    ),
    'in parameters, headers and saves': listOf(
      `{ request: GET /a, path: { ${hostile}: 1 }, headers: { ${hostile}: 1 }, save: { ${hostile}: $ } }`,
    ),
    'in values': listOf(
      `{ name: ${hostile}, request: ${hostile}, auth: ${hostile}, expect: ${hostile}, save: { a: ${hostile} }, before: ${hostile} }`,
    ),
    'in a file name': listOf(`{ request: GET /a, text: { $file: ${hostile} } }`),
  };
  for (const [about, list] of Object.entries(lists)) {
    faultCase(130, `hostile text of a list cannot start a line: ${about}`, () => {
      const { diagnostics } = load(list);
      expect(diagnostics).not.toEqual([]);
      const lines = formatDiagnostics(diagnostics).trimEnd().split('\n');
      for (const line of lines) expect(line).toMatch(/^(?:endpoints\.yaml:\d| {2})/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the test searches for control characters
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
    });
  }
});

describe('generated files', () => {
  const tricky = `"' \`\${process} \\ </script> <!-- \\u2028 __NAME__ */ // $& 100%`;
  const quoted = JSON.stringify(tricky);
  const apiWith = (entry: string) => load(listOf(entry)).value as Api;
  const scriptsOf = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { exec } = value as { exec?: string[] };
    return exec ? [exec.join('\n')] : Object.values(value).flatMap(scriptsOf);
  };

  faultCase(129, 'text that looks like code is escaped, and every script compiles', () => {
    const expectations = `{ body: { a: ${quoted} }, text: ${quoted}, headers: { A: ${quoted} } }`;
    const api = apiWith(
      `{ name: ${quoted}, request: GET /a, expect: ${expectations}, save: { a: "$['\`${'$'}{x}']" } }`,
    );
    const scripts = scriptsOf(generate(api));
    expect(scripts).toHaveLength(1);
    for (const script of scripts) expect(() => new Script(script)).not.toThrow();
    expect(scripts[0]).not.toContain('</script>');
    expect(JSON.stringify(generate(api))).toContain(JSON.stringify(quoted).slice(1, 20));
  });
  faultCase(139, 'a GET request keeps its body', () => {
    const [collection] = generate(apiWith('{ request: GET /a, json: {} }'));
    expect(collection?.content['item']).toMatchObject([{ protocolProfileBehavior: { disableBodyPruning: true } }]);
  });
  faultCase(144, 'the raw URL matches its parts', () => {
    const [collection] = generate(apiWith('{ request: "GET /a/{b}:c?d=e", path: { b: f }, query: { g: [h, null] } }'));
    const item = (collection?.content['item'] as Item[] | undefined)?.[0] as Item;
    const { raw, host, path = [], query } = item.request.url;
    const search = query?.map(({ key, value }) => (value === null ? key : `${key}=${value}`)).join('&');
    expect(raw).toBe(`${host.join('.')}/${path.join('/')}?${search}`);
  });
  faultCase(109, 'the files do not depend on line ends or a byte order mark of the list', () => {
    const list = listOf('request: POST /a\ntext: |\n  one\n  two\nbefore: |\n  pm.variables.set("a", 1);');
    const [wanted, ...others] = [list, list.replaceAll('\n', '\r\n'), `\ufeff${list}`].map((text) =>
      JSON.stringify(generate(load(text).value as Api)),
    );
    expect(wanted).toContain('one\\ntwo');
    expect(others).toEqual([wanted, wanted]);
  });
  faultCase(151, 'every value of an environment is enabled', () => {
    const { value } = load(`${head.replace('example', 'example, a: ""')}  - GET /{a}\n`);
    const values = generate(value as Api)[1]?.content['values'] as { enabled: boolean; disabled?: boolean }[];
    expect(values.map(({ enabled, disabled }) => [enabled, disabled])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });
});
