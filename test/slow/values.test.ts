import { beforeAll, describe, expect, test } from 'vitest';
import { missingPeers, runners } from '../support/all-runners.ts';
import { codesIn, type Ended } from '../support/cli.ts';
import { arriving, failing, refused } from './values/groups.ts';
import { dataOfRows, listOfRows, names, type RunnerName, type ValueRow } from './values/row.ts';
import { startTokenServer, tokenList, tokenRows } from './values/tokens.ts';
import { startWireServer } from './values/wire-server.ts';

for (const reason of missingPeers) process.stderr.write(`skipped: a peer: ${reason}\n`);
const here = names.filter((name) => runners[name] !== undefined);

/** The end of a run of all rows of a kind by one runner, and what arrived for each row. */
interface Played extends Ended {
  readonly arrived: readonly string[][];
}

async function play(name: RunnerName, rows: readonly ValueRow[]): Promise<Played> {
  const { origin, arrived } = await startWireServer(rows);
  const data = dataOfRows(rows);
  const ended = await runners[name]?.(listOfRows(rows), origin, {
    secrets: {},
    more: ['--unsafe'],
    ...(data && { data }),
  });
  return { ...(ended as Ended), arrived };
}

/** Plays the rows with all runners, before the tests. The result is filled then. */
function playAll(rows: readonly ValueRow[]): Map<RunnerName, Played> {
  const played = new Map<RunnerName, Played>();
  beforeAll(async () => {
    await Promise.all(here.map(async (name) => played.set(name, await play(name, rows))));
  }, 120_000);
  return played;
}

const numbered = (rows: readonly ValueRow[]) => rows.map((row, nth) => [row.name, row, nth] as const);

/** Compares what arrived for a row with what the row says, for each runner. */
function compare({ sent, differs = {}, because }: ValueRow, nth: number, played: Map<RunnerName, Played>): void {
  for (const [name, { arrived }] of played) {
    const wanted = differs[name] ?? sent;
    // An empty text is a request that was not sent.
    const lines = wanted === undefined || wanted === '' ? [] : [wanted];
    const got = arrived[nth]?.map((line) => (wanted instanceof RegExp && wanted.test(line) ? wanted : line));
    expect([name, ...(got ?? [])], because).toEqual([name, ...lines]);
  }
}

test('all peers are available in CI', () => {
  if (process.env.CI === 'true') expect(here).toEqual(names);
});

test('each kind has at least five rows, in which every name is unique', () => {
  const kinds = [...Object.values(arriving), ...Object.values(refused)];
  for (const rows of [...kinds, ...Object.values(failing)]) {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(5);
  }
});

describe.each(Object.entries(arriving))('%s', (_, rows) => {
  const played = playAll(rows);
  test('every runner passes', () => {
    for (const [name, { code, stdout, stderr }] of played) expect([name, code], stdout + stderr).toEqual([name, 0]);
  });
  test.each(numbered(rows))('%s', (_name, row, nth) => compare(row, nth, played));
});

const withoutSpace = (text: string) => text.replace(/\s+/g, '');

/** True if the output of a runner says that a request failed. Output is wrapped, so spaces mean nothing. */
function saysFailed({ stdout, stderr }: Ended, runner: RunnerName, request: string): boolean {
  const quoted = runner === 'postmint' ? `"${request}":` : `inside "${request}"`;
  return withoutSpace(stdout + stderr).includes(withoutSpace(quoted));
}

describe.each(Object.entries(failing))('%s', (_, rows) => {
  const played = playAll(rows);
  test('every runner fails', () => {
    for (const [name, { code }] of played) expect([name, code]).toEqual([name, 1]);
  });
  test.each(numbered(rows))('%s', (_name, row, nth) => {
    compare(row, nth, played);
    for (const [name, ended] of played) {
      expect([name, saysFailed(ended, name, row.name)], ended.stdout + ended.stderr).toEqual([name, true]);
    }
  });
});

describe.each(Object.entries(refused))('%s, refused before the run', (_, rows) => {
  const played = playAll(rows);
  test('postmint exits with 2, names each of them, and sends nothing', () => {
    const { code, stderr, arrived } = played.get('postmint') as Played;
    const codes = codesIn(stderr).filter((found) => found !== 'unused-variable');
    expect([code, codes, arrived.flat()], stderr).toEqual([2, rows.map((row) => row.code), []]);
  });
  test.each(numbered(rows))('%s', (_name, row, nth) => compare(row, nth, played));
});

describe.each([
  ['by the visible token requests', undefined],
  ['by the guard alone, in other runners', 'Api'],
])('where the answer has its token, and a token URL with a query: %s', (_, folder) => {
  const logs = new Map<string, readonly string[]>();
  beforeAll(async () => {
    const secrets = { secret_of_me: 'the-secret-of-me' };
    const playOne = async (name: RunnerName) => {
      const { origin, log } = await startTokenServer();
      const ended = await runners[name]?.(tokenList(), origin, { secrets, ...(folder && { folder }) });
      expect([name, ended?.code], `${ended?.stdout}${ended?.stderr}`).toEqual([name, 0]);
      logs.set(name, log);
    };
    await Promise.all(here.map(playOne));
  }, 120_000);

  test.each(tokenRows.map((row) => [row.name, row] as const))('%s', (name, { because, target }) => {
    const asked = `POST ${target} Basic me:the-secret-of-me client_credentials`;
    for (const [runner, log] of logs) {
      const own = log.filter((line) => line.includes(`/${name}`));
      expect([runner, ...own], because).toEqual([runner, asked, `GET /as/${name} Bearer token-of-${name}`]);
    }
  });
});
