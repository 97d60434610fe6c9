import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { Api } from '../../src/model/api.ts';
import { neededAssertion } from '../../src/model/expectation.ts';
import { startServer } from '../../src/server/server.ts';
import { apiOf, load } from '../support/api-of.ts';
import { arbitraryServed, type ServedList, secrets } from '../support/arbitrary-served.ts';
import { start } from '../support/cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { tempFolder } from '../support/temp-folder.ts';

/*
 * Whatever is made cheaper in a run: newman as published sends the same requests of the same generated files, sees the same
 * assertions, and comes to the same verdict. `npm run test:long` runs 300 lists.
 */

const newman = findStockNewman();
if ('reason' in newman) process.stderr.write(`skipped: ${newman.reason}\n`);

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const settings = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 15), endOnFailure: true };

const secretsOf = ({ variables }: Api) =>
  variables
    .filter(({ secret, produced }) => secret && !produced)
    .map(({ name }) => ({ name, value: secrets[name] ?? '', source: 'the test' }));

/** What a runner did: requests as they arrived, assertions with their outcome, and whether it ended with 0. */
interface Outcome {
  /** Sorted. */
  readonly requests: readonly string[];
  readonly assertions: readonly string[];
  readonly isGreen: boolean;
}

/** Sign-ins differ: with newman the guard may do what postmint's visible token request has done. */
const isSignIn = (text: string) => /auth\/dex\/token|: (?:Update environment|Sign in)/.test(text);
/** newman's report has no tests of a request that its script does not send. */
const isOfUnsent = (text: string) => text.includes(`: ${neededAssertion}: `);
const comparable = (texts: readonly string[]) => texts.filter((text) => !isSignIn(text) && !isOfUnsent(text)).sort();

/** Runs a list against a new server of another list. */
async function playOn(
  served: unknown,
  sent: unknown,
  play: (api: Api, origin: string) => Promise<Omit<Outcome, 'requests'>>,
) {
  const theirs = apiOf(stringify(served));
  const own = secretsOf(theirs).map(({ name, value }) => [name, value] as const);
  const values = new Map([...(theirs.environments[0]?.values ?? []), ...own]);
  const requests: string[] = [];
  const onRequest = (method: string, path: string, status: number) => requests.push(`${method} ${path} ${status}`);
  const server = await startServer({ api: theirs, values, port: 0, onRequest });
  try {
    const played = await play(apiOf(stringify(sent)), `${server.origin}/api`);
    return { requests: comparable(requests), assertions: comparable(played.assertions), isGreen: played.isGreen };
  } finally {
    await server.close();
  }
}

async function playOwn(api: Api, origin: string): Promise<Omit<Outcome, 'requests'>> {
  const environment = api.environments[0];
  const [collection, file] = generate(api);
  if (!environment || !collection || !file) throw new Error('the list has no files');
  const hidden = secretsOf(api);
  const { value, diagnostics } = await run({
    api,
    environment,
    files: { collection: collection.content, environment: file.content },
    values: new Map([
      ...[...environment.values].filter(([name]) => !hidden.some((secret) => secret.name === name)),
      ['base_url', origin],
    ]),
    secrets: hidden,
    selection: { folders: [], tags: [], notTags: [], unsafe: true },
  });
  if (!value) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const assertions = value.requests.flatMap((request) =>
    request.assertions.map(({ name, passed }) => `${request.name}: ${name}: ${passed}`),
  );
  return { assertions, isGreen: value.exitCode === 0 };
}

interface NewmanReport {
  readonly run: {
    readonly executions: {
      readonly cursor: { readonly ref: string };
      readonly item: { readonly name: string };
      readonly assertions?: { readonly assertion: string; readonly error?: object }[];
    }[];
  };
}

async function playStock(api: Api, origin: string): Promise<Omit<Outcome, 'requests'>> {
  if ('reason' in newman) throw new Error(newman.reason);
  const cwd = tempFolder();
  const [collection, environment] = generate(api);
  writeFileSync(join(cwd, 'c.json'), JSON.stringify(collection?.content));
  writeFileSync(join(cwd, 'e.json'), JSON.stringify(environment?.content));
  const given = [...secretsOf(api).map(({ name, value }) => `${name}=${value}`), `base_url=${origin}`];
  const values = given.flatMap((text) => ['--env-var', text]);
  const report = ['-r', 'json', '--reporter-json-export', 'r.json', '--ignore-redirects'];
  const { code, stderr } = await start(newman.path, ['run', 'c.json', '-e', 'e.json', ...values, ...report], { cwd })
    .ended;
  if (!existsSync(join(cwd, 'r.json'))) throw new Error(stderr);
  const { executions } = (JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')) as NewmanReport).run;
  // An execution for each request of a script has the same assertions.
  const once = [...new Map(executions.map((execution) => [execution.cursor.ref, execution])).values()];
  const assertions = once.flatMap(({ item, assertions: made = [] }) =>
    made.map(({ assertion, error }) => `${item.name}: ${assertion}: ${error === undefined}`),
  );
  return { assertions, isGreen: code === 0 };
}

/** A list without `always`, whose requests have another place in newman, and may change what others find. */
function inPlace(list: unknown): unknown {
  return JSON.parse(JSON.stringify(list), (key, value) => (key === 'always' ? undefined : value));
}

describe.skipIf('reason' in newman)('on any list', () => {
  const isValid = (list: unknown) => load(stringify(list)).value !== undefined;

  test.each<[title: string, sentOf: (served: ServedList) => unknown]>([
    ['whose server answers as expected', ({ list }) => list],
    ['with one expected value changed', ({ changed }) => changed],
  ])('%s, newman as published sends, sees and judges the same', async (_, sentOf) => {
    const check = async (served: ServedList) => {
      const sent = inPlace(sentOf(served));
      const list = inPlace(served.list);
      fc.pre(isValid(list) && isValid(sent));
      const [own, stock] = await Promise.all([playOn(list, sent, playOwn), playOn(list, sent, playStock)]);
      expect({ ...own, list: stringify(sent) }).toEqual({ ...stock, list: stringify(sent) });
    };
    await fc.assert(fc.asyncProperty(arbitraryServed, check), settings);
  });
});
