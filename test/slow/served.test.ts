import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { Api } from '../../src/model/api.ts';
import type { RunResult } from '../../src/run/run-result.ts';
import { startServer } from '../../src/server/server.ts';
import { apiOf, load } from '../support/api-of.ts';
import { arbitraryServed, type ServedList, secrets } from '../support/arbitrary-served.ts';

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const settings = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 30),
  // Each step of shrinking is a run. The first list that fails is small enough.
  endOnFailure: true,
};

/** Skips a list with numbers that JavaScript cannot hold, which schemas may have. */
const isValid = (list: unknown) => load(stringify(list)).value !== undefined;

/** The secrets of a list, with the values that server and run share. */
const secretsOf = ({ variables }: Api) =>
  variables
    .filter(({ secret, produced }) => secret && !produced)
    .map(({ name }) => ({ name, value: secrets[name] ?? '', source: 'the test' }));

/** Runs one list against the server of another, once or several times. Returns the last result. */
async function runAgainst(served: unknown, sent: unknown, times = 1): Promise<RunResult> {
  const theirs = apiOf(stringify(served));
  const api = apiOf(stringify(sent));
  const own = secretsOf(theirs).map(({ name, value }) => [name, value] as const);
  const values = new Map([...(theirs.environments[0]?.values ?? []), ...own]);
  const server = await startServer({ api: theirs, values, port: 0 });
  try {
    const environment = api.environments[0];
    const [collection, file] = generate(api);
    if (!environment || !collection || !file) throw new Error('the list has no files');
    const plain = [...environment.values].filter(([name]) => !secretsOf(api).some((secret) => secret.name === name));
    const once = () =>
      run({
        api,
        environment,
        files: { collection: collection.content, environment: file.content },
        values: new Map([...plain, ['base_url', `${server.origin}/api`]]),
        secrets: secretsOf(api),
        selection: { folders: [], tags: [], notTags: [], unsafe: true },
      });
    for (let time = 1; time < times; time++) await once();
    const { value, diagnostics } = await once();
    if (!value) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
    return value;
  } finally {
    await server.close();
  }
}

const messages = ({ diagnostics }: RunResult) =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);

describe('any list against its own server', () => {
  test('runs green, requests that change data and all identities included, and so does a second run', async () => {
    const check = async ({ list }: ServedList) => {
      fc.pre(isValid(list));
      const result = await runAgainst(list, list, 2);
      expect({
        code: result.exitCode,
        errors: messages(result),
        list: result.exitCode === 0 ? '' : stringify(list),
      }).toEqual({
        code: 0,
        errors: [],
        list: '',
      });
    };
    await fc.assert(fc.asyncProperty(arbitraryServed, check), settings);
  });

  test('runs red with any one expected value changed, or without its token', async () => {
    const check = async ({ list, change, changed }: ServedList) => {
      fc.pre(isValid(list) && isValid(changed));
      const { exitCode } = await runAgainst(list, changed);
      expect({ change, exitCode, list: exitCode === 1 ? '' : stringify(list) }).toEqual({
        change,
        exitCode: 1,
        list: '',
      });
    };
    await fc.assert(fc.asyncProperty(arbitraryServed, check), settings);
  });
});
