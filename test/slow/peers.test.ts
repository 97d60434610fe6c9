import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, type Ended, start, unwrap } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { type Loopback, listenOnly, type Reply, serveReplies, serveShop, tokenAnswer } from '../support/loopback.ts';
import { findPostmanClis } from '../support/postman-cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import {
  clientSecret,
  collectionFile,
  environmentFile,
  makeBuiltWorkspace,
  password,
  shopList,
} from '../support/workspace.ts';

const newman = findStockNewman();
const postman = Object.entries(findPostmanClis());
const missing = [newman, ...postman.map(([, program]) => program)].flatMap((peer) =>
  'reason' in peer ? [peer.reason] : [],
);
for (const reason of missing) process.stderr.write(`skipped: a peer: ${reason}\n`);

interface Secrets {
  readonly password: string;
  readonly client_secret: string;
}
const right: Secrets = { password, client_secret: clientSecret };

/** The outcome of a runner: exit code, output and assertions. */
interface Verdict extends Ended {
  readonly assertions: readonly string[];
}

interface RunOptions {
  readonly secrets?: Secrets;
  readonly folder?: string | undefined;
  readonly environment?: boolean;
  /** Additional options of the peer. */
  readonly more?: readonly string[];
}

type Runner = (cwd: string, origin: string, options: RunOptions) => Promise<Verdict>;
interface NewmanReport {
  run: {
    executions: { item: { name: string }; assertions?: { assertion: string; error?: unknown }[] }[];
    failures?: { source?: { name?: string }; error: { test?: string } }[];
  };
}

/**
 * The assertions that all runners must agree on. Sign-in assertions are removed: with a folder, postmint sends the
 * token request first, while in the peers the guard signs in. Duplicates are removed too: newman's report repeats an
 * assertion for each request that a script sends.
 */
const comparable = (assertions: readonly string[]) => [
  ...new Set(assertions.filter((assertion) => !/: (?:Update environment|Sign-in): /.test(assertion))),
];

const line = (request: string, assertion: string, passed: boolean) => `${request}: ${assertion}: ${passed}`;

async function stock(
  command: string,
  before: string[],
  folderFlag: string,
  cwd: string,
  origin: string,
  options: RunOptions,
) {
  const { secrets = right, folder, environment = true, more = [] } = options;
  const values = Object.entries({ ...secrets, base_url: origin }).flatMap(([key, value]) => [
    '--env-var',
    `${key}=${value}`,
  ]);
  const args = [
    ...before,
    collectionFile,
    ...(environment ? ['-e', environmentFile, ...values] : []),
    ...(folder === undefined ? [] : [folderFlag, folder]),
    ...['--timeout-request', '10000'],
    ...more,
    ...['-r', 'cli,json', '--reporter-json-export', 'peer.json'],
  ];
  // A separate home folder: the developer's login and settings are not used.
  const ended = await start(command, args, { cwd, env: { HOME: cwd } }).ended;
  const path = join(cwd, 'peer.json');
  const report = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as NewmanReport) : undefined;
  const executions = report?.run.executions ?? [];
  const assertions = executions.flatMap(({ item, assertions: results = [] }) =>
    results.map(({ assertion, error }) => line(item.name, assertion, error === undefined)),
  );
  // A request that was not sent has no execution. Its assertions are only among the failures.
  const failures = (report?.run.failures ?? []).flatMap(({ source, error }) =>
    error.test === undefined ? [] : [line(source?.name ?? '', error.test, false)],
  );
  return { ...ended, assertions: [...assertions, ...failures] };
}

const runners: Record<string, Runner> = {
  ...('path' in newman && {
    newman: (cwd: string, origin: string, options: RunOptions) =>
      stock(newman.path, ['run'], '--folder', cwd, origin, options),
  }),
  ...Object.fromEntries(
    postman.flatMap(([name, program]): [string, Runner][] => {
      if (!('path' in program)) return [];
      const before = ['collection', 'run', '--reporter-json-structure', 'newman'];
      return [[name, (cwd, origin, options) => stock(program.path, before, '-i', cwd, origin, options)]];
    }),
  ),
};

const ours: Runner = async (cwd, origin, { secrets = right, folder }) => {
  const more = folder === undefined ? [] : ['--folder', folder];
  const args = ['run', '--unsafe', '--var', `base_url=${origin}`, '--report', 'json=ours.json', ...more];
  const env = { SHOP_PASSWORD: secrets.password, SHOP_CLIENT_SECRET: secrets.client_secret };
  const ended = await cli(args, { cwd, env });
  const report = JSON.parse(readFileSync(join(cwd, 'ours.json'), 'utf8')) as {
    requests: { name: string; assertions: { name: string; passed: boolean }[] }[];
  };
  const assertions = report.requests.flatMap(({ name: request, assertions: results }) =>
    results.map(({ name, passed }) => line(request, name, passed)),
  );
  return { ...ended, assertions };
};

test('all peers are available in CI', () => {
  if (process.env.CI === 'true') expect(missing).toEqual([]);
});

interface Scenario {
  readonly list?: string;
  readonly options?: RunOptions;
  /** Starts the server. By default, the embedded one. */
  readonly serve?: (list: string) => Promise<Loopback>;
  readonly exitCode: number;
  /** Text that every runner must print. */
  readonly says?: string;
  /** A path that postmint must request. */
  readonly asks?: string;
}

const replies = (reply: (path: string) => Reply) => () =>
  serveReplies(({ url = '' }) => (url === '/auth/dex/token' ? { status: 200, body: tokenAnswer(600) } : reply(url)));
const health = (expectation: string) => shopList.replace('{ color: "{{color}}" }', expectation);
const schema = (type: string) =>
  shopList
    .replace('body: { color: "{{color}}" }', `schema: { required: [color], properties: { color: { type: ${type} } } }`)
    .replace('  color: red\n', '');
const answers = (body: unknown) => replies((path) => ({ status: 200, body: path === '/orders' ? { id: 7 } : body }));
const quoted = shopList
  .replace('  color: red', '  color: \'a "b" \\ c {x}\'')
  .replace('json: { size: 1 }', 'json: { color: "{{color}}", limit: "{{limit}}", both: "<{{color}}>" }');

const scenarios: Record<string, Scenario> = {
  'everything passes, and a saved value is used': { exitCode: 0 },
  'a wrong password': {
    options: { secrets: { ...right, password: 'wrong' } },
    exitCode: 3,
    says: '403 (access_denied); check username and password',
  },
  'a wrong client secret': {
    options: { secrets: { ...right, client_secret: 'wrong' } },
    exitCode: 3,
    says: '401 (invalid_client); check client_id and client_secret',
  },
  'a false expectation': {
    list: health('{ color: "{{color}}", size: 3 }'),
    serve: () => serveShop(),
    exitCode: 1,
    says: '$.size: expected 3, found undefined',
  },
  'a schema that the body satisfies': { list: schema('string'), serve: answers({ color: 'red' }), exitCode: 0 },
  'a schema that the body violates': {
    list: schema('integer'),
    serve: answers({ color: 'red' }),
    exitCode: 1,
    says: '$.color',
  },
  'an error status without an expectation': {
    serve: replies((path) => ({ status: path === '/health' ? 200 : 403, body: { color: 'red', id: 7 } })),
    exitCode: 1,
    says: 'expected 403 to be within 200..299',
  },
  'a value that cannot be saved': { serve: answers({ color: 'red', id: null }), exitCode: 0 },
  'a saved number keeps its digits': {
    serve: replies((path) => ({
      status: 200,
      ...(path === '/orders' ? { text: '{"id": 12345678901234567890, "color": "red"}' } : { body: { color: 'red' } }),
    })),
    exitCode: 0,
    asks: '/orders/12345678901234567890',
  },
  'a saved empty text': {
    serve: replies((path) => ({ status: 200, body: path === '/orders' ? { id: '' } : { color: 'red' } })),
    exitCode: 1,
    says: '{{order}} is empty: "Create an order" saved nothing, or an empty text',
  },
  'nothing to save': {
    serve: replies(() => ({ status: 200, body: { color: 'red' } })),
    exitCode: 1,
    says: 'expected a value to save, found nothing',
  },
  'a body that is not JSON': { serve: replies(() => ({ status: 200, body: 'text' })), exitCode: 1 },
  'headers, text and time': {
    list: health('{ color: "{{color}}" }, headers: { X-A: abc, X-B: false }, text: red, time: 20s'),
    serve: replies(() => ({ status: 200, headers: { 'x-a': 'xABCx' }, body: { color: 'red', id: 7 } })),
    exitCode: 0,
  },
  'one folder without the token request: the guard signs in': { options: { folder: 'Orders' }, exitCode: 0 },
  'one folder with a wrong password: the guard names the cause': {
    options: { folder: 'Orders', secrets: { ...right, password: 'wrong' } },
    exitCode: 3,
    says: '403 (access_denied); check username and password',
  },
  'quotes, backslashes and braces in a JSON body': {
    list: quoted,
    serve: replies(() => ({ status: 200, body: { color: 'a "b" \\ c {x}', id: 7 } })),
    exitCode: 0,
  },
};

describe.each(Object.entries(scenarios))(
  '%s',
  (_, { list = shopList, options = {}, serve = serveShop, exitCode, says, asks }) => {
    test(`postmint run --unsafe (exit ${exitCode}), stock newman and the Postman CLI agree`, async () => {
      const seen = async (name: string, runner: Runner) => {
        const server = await serve(list);
        const verdict = await runner(await makeBuiltWorkspace(list), server.origin, options);
        await server.close();
        const bodies = server.bodies?.filter((body) => body.startsWith('{'));
        return { name, verdict, requests: server.requests, bodies };
      };
      const peers = Object.entries(runners).map(([name, runner]) => seen(name, runner));
      const [mine, ...others] = await Promise.all([seen('postmint', ours), ...peers]);
      expect(mine.verdict.code).toBe(exitCode);
      if (asks !== undefined) expect(mine.requests.join('\n')).toContain(asks);
      if (says !== undefined) expect(unwrap(mine.verdict.stderr)).toContain(says);
      for (const { name, verdict, requests, bodies } of others) {
        expect([name, verdict.code]).toEqual([name, exitCode === 0 ? 0 : 1]);
        expect([name, ...comparable(verdict.assertions)]).toEqual([name, ...comparable(mine.verdict.assertions)]);
        expect([name, ...requests]).toEqual([name, ...mine.requests]);
        expect([name, bodies]).toEqual([name, mine.bodies]);
        // Tables in terminal output wrap text at any place.
        const packed = (text: string) => text.replace(/\s+/g, '');
        if (says !== undefined) expect(packed(verdict.stdout)).toContain(packed(says));
      }
    });
  },
);

describe.each(Object.entries(runners))('%s', (_, runner) => {
  test('without an environment, names the one to select and sends nothing', async () => {
    const server = await listenOnly();
    const cwd = await makeBuiltWorkspace();
    const { code, stdout } = await runner(cwd, server.origin, { environment: false });
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('select the environment shop.dev');
    expect(server.connections).toBe(0);
  });

  // In all other runners pm.sendRequest follows redirects. Scripts cannot turn that off, but the option can.
  test.each<[string, RunOptions]>([
    ['the token request', {}],
    ['the guard, with --ignore-redirects', { folder: 'Orders', more: ['--ignore-redirects'] }],
  ])('a 307 of the token endpoint is not followed by %s', async (_where, options) => {
    const elsewhere = await listenOnly();
    const server = await serveReplies(() => ({ status: 307, headers: { Location: `${elsewhere.origin}/token` } }));
    const { code, stdout } = await runner(await makeBuiltWorkspace(), server.origin, options);
    expect(code).toBe(1);
    expect(elsewhere).toMatchObject({ connections: 0, bytes: '' });
    expect(findLeaks(stdout, [password, clientSecret])).toEqual([]);
  });
});
