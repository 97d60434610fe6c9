import { runNewman } from '../../../src/run/newman/newman-runner.ts';
import { secrets } from './cases.ts';
import { runList } from './run-list.ts';
import type { Logged } from './server.ts';
import type { OpenServer, ServerProcess } from './server-process.ts';

/** The requests of both runs, and the exit code of postmint's run. */
export interface HalfHour {
  /** Our clock at the start of the runs, in milliseconds since 1970. */
  readonly start: number;
  readonly exit: number | undefined;
  readonly ours: readonly Logged[];
  readonly naive: readonly Logged[];
}

const numbered = (requests: number) => Array.from({ length: requests }, (_, index) => index + 1);

/** A list of `GET /1`, `GET /2` … for a single iteration, so that the visible token request is sent once. */
const listOf = (requests: number) =>
  [
    'name: Half an hour',
    'auth: pydio-cells-v1',
    'environments: { dev: { base_url: "http://127.0.0.1:9", username: admin } }',
    'endpoints:',
    ...numbered(requests).map((number) => `  - GET /${number}`),
    '',
  ].join('\n');

/** The hand-made collection that the documentation of Cells describes. It obtains the token once. */
const naiveCollection = (requests: number) => ({
  info: { name: 'Naive', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{dex_token}}' }] },
  item: [
    {
      name: 'Get token',
      event: [
        {
          listen: 'test',
          script: {
            exec: [
              'pm.test("Update environment", function () {',
              '    var jsonData = pm.response.json();',
              '    pm.environment.set("dex_token", jsonData.id_token);',
              '});',
            ],
          },
        },
      ],
      request: {
        method: 'POST',
        url: '{{base_url}}/auth/dex/token',
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: 'cells-front' },
            { key: 'password', value: secrets.client_secret },
          ],
        },
        body: {
          mode: 'urlencoded',
          urlencoded: Object.entries({
            grant_type: 'password',
            username: 'admin',
            password: secrets.password,
            scope: 'email profile pydio',
            nonce: 'a-nonce',
          }).map(([key, value]) => ({ key, value })),
        },
      },
    },
    ...numbered(requests).map((number) => ({
      name: `${number}`,
      request: { method: 'GET', url: `{{base_url}}/${number}` },
    })),
  ],
});

function runNaive({ origin }: OpenServer, requests: number, delay: number): Promise<void> {
  const job = {
    collection: naiveCollection(requests),
    environment: {
      name: 'naive',
      values: [
        { key: 'base_url', value: origin },
        { key: 'dex_token', value: '' },
      ],
    },
    rows: [{}],
    limits: { timeoutRequest: 10_000, timeoutScript: 10_000, delay },
    tls: { insecure: false },
    signIns: [],
    secretVariables: [],
  };
  return runNewman(job, () => undefined, new AbortController().signal);
}

/** Runs both at the same time on the same clock. `delay` is in milliseconds of real time. */
export async function playHalfHour(servers: ServerProcess, requests: number, delay: number): Promise<HalfHour> {
  const list = listOf(requests);
  const wanted = { list, files: {}, secrets };
  const [server, naiveServer] = await Promise.all([servers.open(wanted), servers.open(wanted)]);
  const start = Date.now();
  const [result] = await Promise.all([
    runList(list, server.origin, { send: { delay } }),
    runNaive(naiveServer, requests, delay),
  ]);
  const [ours, naive] = await Promise.all([server.close(), naiveServer.close()]);
  return { start, exit: result?.exitCode, ours, naive };
}
