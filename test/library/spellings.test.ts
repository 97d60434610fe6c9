import { describe, expect, test } from 'vitest';
import { check } from '../../src/library/check.ts';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { Api, Environment } from '../../src/model/api.ts';
import { planOutput } from '../../src/output/plan.ts';
import type { RunJob } from '../../src/run/job.ts';
import { startServer } from '../../src/server/server.ts';
import { apiOf, load } from '../support/api-of.ts';

// One spelling of a value means the same in each command: what one of them accepts, the others must not refuse.

const listOf = (spelling: string) => `name: Spellings
variables: { shared: ${spelling} }
environments: { dev: { base_url: "http://127.0.0.1:9", own: ${spelling} } }
endpoints:
  - request: GET /x
    query: { own: "{{own}}", shared: "{{shared}}" }
    expect: { body: { own: "{{own}}", shared: "{{shared}}" } }
`;

const show = (name: string) => name;

/** The codes of `check` when the files on disk are those of `generate`. */
async function codesOfCheck(api: Api): Promise<string[]> {
  const files = generate(api);
  const written = planOutput({ list: 'endpoints.yaml', files, disk: [], show });
  const disk = written.map(({ name, text = '' }) => ({ name, text }));
  const plan = planOutput({ list: 'endpoints.yaml', files, disk, show });
  return (await check(api, files, plan)).map(({ code }) => code);
}

/** The values that a run would send, after its checks; the codes of the checks when they stop it. */
async function valuesOfRun(api: Api): Promise<unknown> {
  const [collection, environment] = generate(api);
  let job: RunJob | undefined;
  const { diagnostics } = await run({
    api,
    environment: api.environments[0] as Environment,
    files: { collection: collection?.content ?? {}, environment: environment?.content ?? {} },
    values: api.environments[0]?.values ?? new Map(),
    secrets: [],
    selection: { folders: [], tags: [], notTags: [], unsafe: false },
    runner: {
      engine: 'none',
      run: async (given) => {
        job = given;
      },
    },
  });
  return job ? { own: job.values.own, shared: job.values.shared } : diagnostics.map(({ code }) => code);
}

async function answerOfServe(api: Api): Promise<unknown> {
  const server = await startServer({ api, values: api.environments[0]?.values ?? new Map(), port: 0 });
  try {
    return await (await fetch(`${server.origin}/x`)).json();
  } finally {
    await server.close();
  }
}

describe.each<[string, string, string | number | boolean]>([
  ['true', 'true', true],
  ['True', 'true', true],
  ['TRUE', 'true', true],
  ['False', 'false', false],
  ['yes', 'yes', 'yes'],
  ['on', 'on', 'on'],
  ['"True"', 'True', 'True'],
  ['10', '10', 10],
  ['-0.5', '-0.5', -0.5],
  ['1e3', '1e3', 1000],
  ['1E+3', '1E+3', 1000],
  ['+1', '+1', '+1'],
  ['.5', '.5', '.5'],
  ['1.', '1.', '1.'],
  ['010', '010', '010'],
  ['0x1F', '0x1F', '0x1F'],
  ['0o17', '0o17', '0o17'],
  ['1_000', '1_000', '1_000'],
  ['1:30', '1:30', '1:30'],
  ['2024-01-01', '2024-01-01', '2024-01-01'],
])('%s', (spelling, text, json) => {
  const api = apiOf(listOf(spelling));
  test('generate writes its text', () => {
    const values = generate(api)[1]?.content.values as { key: string; value: string }[];
    expect(values.filter(({ key }) => key !== 'base_url').map(({ value }) => value)).toEqual([text, text]);
  });
  test('check accepts what generate writes', async () => expect(await codesOfCheck(api)).toEqual([]));
  test('run sends its text', async () => expect(await valuesOfRun(api)).toEqual({ own: text, shared: text }));
  test('serve answers with its type', async () =>
    expect(await answerOfServe(api)).toEqual({ own: json, shared: json }));
});

describe.each(['', '~', 'null', 'Null', 'NULL'])('no value, written as "%s"', (spelling) => {
  const api = apiOf(listOf(spelling));
  test('is an empty text in the file', () => {
    const values = generate(api)[1]?.content.values as { key: string; value: string }[];
    expect(values.filter(({ key }) => key !== 'base_url').map(({ value }) => value)).toEqual(['', '']);
  });
  test('check accepts it', async () => expect(await codesOfCheck(api)).toEqual([]));
  test('run asks for a value', async () =>
    expect(await valuesOfRun(api)).toEqual(['unset-variable', 'unset-variable']));
});

test.each(['.inf', '-.Inf', '.nan', '.NaN'])(
  '%s is not a number of JSON, so that every command refuses it',
  (spelling) =>
    expect(load(listOf(spelling)).diagnostics.map(({ code }) => code)).toEqual(['wrong-type', 'wrong-type']),
);

test.each([
  ['a query', 'query: { a: True }', '?a=true'],
  ['a header', 'headers: { X-A: True }', 'true'],
  ['a form', 'form: { a: FALSE }', 'false'],
  ['JSON', 'json: { a: True }', '"a": true'],
])('True without quotes in %s is written as JSON has it', (_, key, want) => {
  const list = listOf('x')
    .replace('request: GET /x', `request: POST /x\n    ${key}`)
    .replace(/ {4}query: \{ own.*\n/, '');
  const texts = JSON.stringify(generate(apiOf(list))[0]?.content.item).replaceAll('\\"', '"');
  expect(texts).toContain(want);
  expect(texts).not.toMatch(/True|TRUE|FALSE/);
});
