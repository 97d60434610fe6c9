import { expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { DataRow } from '../../src/run/job.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`name: Shop
variables: { code: "" }
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints: ["GET /x/{code}"]
`);
const [collection, environment] = generate(api);

/** The rows that a runner is given; undefined when nothing is sent. */
async function rowsSent(data: readonly DataRow[]) {
  let rows: readonly DataRow[] | undefined;
  const { value, diagnostics } = await run({
    api,
    environment: api.environments[0] as (typeof api.environments)[0],
    files: { collection: collection?.content ?? {}, environment: environment?.content ?? {} },
    values: new Map([['base_url', 'http://127.0.0.1:9']]),
    secrets: [],
    selection: { folders: [], tags: [], notTags: [], unsafe: false },
    send: { data },
    runner: {
      engine: 'none',
      run: async (job) => {
        rows = job.rows;
      },
    },
  });
  return { rows, codes: value ? [] : diagnostics.map(({ code, message }) => `${code}: ${message}`) };
}

test('objects in rows of the library reach the runner, for scripts', async () => {
  const data = [{ code: '1', order: { id: 7 } }];
  expect(await rowsSent(data)).toEqual({ rows: data, codes: [] });
});

test('an object in the place of a variable is an error with its row, and nothing is sent', async () => {
  const { rows, codes } = await rowsSent([{ code: '1' }, { code: { id: 7 } }]);
  expect([rows, codes]).toEqual([undefined, [expect.stringMatching(/^bad-data: .*"code" in entry 2 is an object/)]]);
});
