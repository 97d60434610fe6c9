import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../support/open-server.ts';
import { collectionFile } from '../../support/workspace.ts';
import { type Cause, run, tell, token } from './cause.ts';

const good = { exit: 0, codes: [] } as const;

/** 0: done, all planned assertions passed. */
export const goodCauses: readonly Cause[] = [
  { ...good, name: 'everything passes', why: 'a build may continue', args: run },
  {
    ...good,
    name: 'a server that is busy once',
    why: 'the second answer counts; the retry is only a note',
    args: run,
    codes: ['retried'],
    reply: (
      (nth = 0) =>
      (exchange) =>
        exchange.path === '/orders' && nth++ % 2 === 0
          ? answer('/orders', 503, {}, { 'Retry-After': '0' })(exchange)
          : undefined
    )(),
  },
  { ...good, name: 'a sign-in', why: 'a script may use the token', args: token },
  {
    ...good,
    name: 'generate writes a file',
    why: 'neither a written file nor a warning is an error',
    args: ['generate'],
    codes: ['discouraged-grant'],
    prepare: (folder) => rmSync(join(folder, collectionFile)),
  },
  { ...good, name: 'check finds no differences', why: 'the commit is complete', args: ['check'] },
  { ...good, name: '--list shows the plan', why: 'nothing was to be sent', args: [...run, '--list'] },
  {
    ...good,
    name: 'the demo',
    why: 'the installation works',
    args: ['demo'],
    codes: ['discouraged-grant'],
    codesInJson: [],
  },
  { ...good, name: 'help', why: 'the user asked for it', args: ['run', '--help'], bare: true },
  {
    ...good,
    name: 'serve is stopped with Ctrl-C',
    why: 'that is the normal way to stop it',
    args: ['serve', '--port', '0'],
    ...tell('SIGINT', /serve/),
    bare: true,
  },
];

const wrong = { exit: 1, args: run } as const;

/** 1: an assertion failed. */
export const falseCauses: readonly Cause[] = [
  {
    ...wrong,
    name: 'an unexpected status',
    why: '500 is a failure even without a written expectation',
    codes: ['assertion-failed'],
    reply: answer('/orders', 500),
  },
  {
    ...wrong,
    name: 'an unexpected body',
    why: 'the status alone looks good',
    codes: ['assertion-failed'],
    entry: { expect: { body: { ok: false } } },
  },
  {
    ...wrong,
    name: 'a redirect',
    why: 'it is an answer, but not the expected one',
    codes: ['assertion-failed'],
    reply: answer('/orders', 302, {}, { Location: '/login' }),
  },
  {
    ...wrong,
    name: 'a script that throws',
    why: 'its checks were not made',
    codes: ['script-failed'],
    entry: { after: 'throw new Error("no");' },
  },
  {
    ...wrong,
    name: 'a request that a script skips',
    why: 'nothing failed only because nothing was sent',
    codes: ['not-run'],
    entry: { before: 'pm.execution.skipRequest();' },
  },
];
