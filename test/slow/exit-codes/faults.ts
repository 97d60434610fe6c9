import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer, silent } from '../../support/open-server.ts';
import { type Cause, run, signIn, tell, token } from './cause.ts';

const unreachable = { exit: 4, codes: ['request-failed'] } as const;

/** 4: network, TLS or proxy. */
export const networkCauses: readonly Cause[] = [
  {
    ...unreachable,
    name: 'nobody listens, when a token is wanted',
    why: 'try again later',
    args: ['token', '--var', 'base_url={closed}'],
  },
  {
    ...unreachable,
    name: 'a server that speaks no TLS',
    why: 'its address is wrong',
    args: ['run', '--var', 'base_url=https://127.0.0.1:{port}'],
  },
  {
    ...unreachable,
    name: 'no answer in time',
    why: 'the server is slow; the run itself has time',
    args: [...run, '--timeout-request', '2s'],
    reply: silent('/orders'),
  },
  {
    ...unreachable,
    name: 'an answer that is cut off',
    why: 'half an answer is none',
    args: run,
    reply: (exchange) => {
      if (exchange.path !== '/orders') return undefined;
      exchange.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}');
      return 'answered';
    },
  },
  {
    ...unreachable,
    name: 'a proxy that is down',
    why: 'the server may be well',
    args: ['run', '--var', 'base_url=https://127.0.0.1:{port}'],
    env: { HTTPS_PROXY: '{closed}' },
  },
];

const broken = { exit: 5, args: run } as const;

/** 5: the runner failed. */
export const runnerCauses: readonly Cause[] = [
  {
    ...broken,
    name: 'a deadline',
    why: 'nobody knows how the rest would have gone',
    args: [...run, '--timeout', '4s'],
    reply: silent('/orders'),
    codes: ['deadline'],
  },
  {
    ...broken,
    name: 'a runner that is killed',
    why: 'the machine has no memory left, or a person no patience',
    reply: silent('/orders'),
    meanwhile: { at: '/orders', act: (it) => process.kill(it.runner(), 'SIGKILL') },
    codes: ['runner-failed'],
  },
  {
    ...broken,
    name: 'a script that fills the memory',
    why: 'it is the fault of the list, and not of the server',
    entry: { before: 'var all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));' },
    codes: ['runner-failed'],
  },
  {
    ...broken,
    name: 'no place for temporary files',
    why: 'the process that sends cannot be started',
    env: { TMPDIR: '/proc/nowhere' },
    codes: ['runner-failed'],
  },
  {
    ...broken,
    name: 'a report that cannot be written',
    why: 'all has passed, and whoever waits for the report will not know it',
    args: [...run, '--report', 'json=gone/r.json'],
    prepare: (folder) => mkdirSync(join(folder, 'gone')),
    reply: ({ path, response }) => {
      if (path !== '/orders') return undefined;
      setTimeout(() => response.end('{}'), 1500);
      return 'answered';
    },
    meanwhile: { at: '/orders', act: ({ folder }) => rmSync(join(folder, 'gone'), { recursive: true }) },
    codes: ['write-failed'],
  },
];

const ended = { exit: 130, args: run, codes: ['interrupted'] } as const;

/** 130: interrupted. */
export const interruptions: readonly Cause[] = [
  {
    ...ended,
    name: 'Ctrl-C during a request',
    why: 'a person has ended it',
    reply: silent('/orders'),
    ...tell('SIGINT', '/orders'),
  },
  {
    ...ended,
    name: 'Ctrl-C during a sign-in',
    why: 'a person has ended it, and nobody was refused',
    args: token,
    reply: silent(signIn),
    ...tell('SIGINT', signIn),
  },
  {
    ...ended,
    name: 'SIGTERM during a script that never ends',
    why: 'a CI has ended it',
    entry: { after: 'for (;;);' },
    ...tell('SIGTERM', '/orders'),
  },
  {
    ...ended,
    name: 'SIGHUP while it waits for a busy server',
    why: 'the terminal is closed',
    reply: answer('/orders', 503, {}, { 'Retry-After': '25' }),
    ...tell('SIGHUP', '/orders'),
    codes: ['assertion-failed', 'interrupted'],
  },
];
