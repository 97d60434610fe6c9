import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer, silent } from '../../support/open-server.ts';
import { type Cause, run, signIn, tell, token } from './cause.ts';

const unreachable = { exit: 4, codes: ['request-failed'] } as const;

/** 4: network, TLS or proxy. */
export const networkCauses: readonly Cause[] = [
  {
    ...unreachable,
    name: 'token, if nothing listens',
    why: 'the caller may try again later',
    args: ['token', '--var', 'base_url={closed}'],
  },
  {
    ...unreachable,
    name: 'https to a plain http server',
    why: 'the address is wrong',
    args: ['run', '--var', 'base_url=https://127.0.0.1:{port}'],
  },
  {
    ...unreachable,
    name: 'no answer in time',
    why: 'the request exceeds its time limit; the run does not',
    args: [...run, '--timeout-request', '2s'],
    reply: silent('/orders'),
  },
  {
    ...unreachable,
    name: 'an answer that is cut off',
    why: 'an incomplete answer is no answer',
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
    why: 'the server itself may work',
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
    why: 'the result of the remaining requests is unknown',
    args: [...run, '--timeout', '4s'],
    reply: silent('/orders'),
    codes: ['deadline'],
  },
  {
    ...broken,
    name: 'a runner that is killed',
    why: 'by the system when memory is short, or by a user',
    reply: silent('/orders'),
    meanwhile: { at: '/orders', act: (command) => process.kill(command.runner(), 'SIGKILL') },
    codes: ['runner-failed'],
  },
  {
    ...broken,
    name: 'a script that fills the memory',
    why: 'the list is at fault, not the server',
    entry: { before: 'var all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));' },
    codes: ['runner-failed'],
  },
  {
    ...broken,
    name: 'a report that cannot be written',
    why: 'everything passed, but readers of the report will not see it',
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
    why: 'a user ended the run',
    reply: silent('/orders'),
    ...tell('SIGINT', '/orders'),
  },
  {
    ...ended,
    name: 'Ctrl-C during a sign-in',
    why: 'a user ended it: the sign-in was not refused',
    args: token,
    reply: silent(signIn),
    ...tell('SIGINT', signIn),
  },
  {
    ...ended,
    name: 'SIGTERM during a script that never ends',
    why: 'the CI service ended the run',
    entry: { after: 'for (;;);' },
    ...tell('SIGTERM', '/orders'),
  },
  {
    ...ended,
    name: 'SIGHUP while waiting for a busy server',
    why: 'the terminal was closed',
    reply: answer('/orders', 503, {}, { 'Retry-After': '25' }),
    ...tell('SIGHUP', '/orders'),
    codes: ['assertion-failed', 'interrupted'],
  },
];
