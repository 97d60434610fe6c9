import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../support/open-server.ts';
import { collectionFile } from '../../support/workspace.ts';
import { type Cause, run, tell, token } from './cause.ts';

const good = { exit: 0, codes: [] } as const;

/** 0: it is done, and everything that was planned has passed. */
export const goodCauses: readonly Cause[] = [
  { ...good, name: 'everything passes', why: 'a build may go on', args: run },
  {
    ...good,
    name: 'a server that is busy once',
    why: 'the second answer counts, and that there was a second one is only a note',
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
  { ...good, name: 'a sign-in', why: 'a script may take the token', args: token },
  {
    ...good,
    name: 'a list that generates something new',
    why: 'what is written is no fault, and a word of advice is none either',
    args: ['generate'],
    codes: ['discouraged-grant'],
    prepare: (folder) => rmSync(join(folder, collectionFile)),
  },
  { ...good, name: 'files as they should be', why: 'a commit may be pushed', args: ['check'] },
  { ...good, name: 'a plan that is shown', why: 'nothing was sent, and nothing was to be', args: [...run, '--list'] },
  {
    ...good,
    name: 'the demo',
    why: 'the installation works',
    args: ['demo'],
    codes: ['discouraged-grant'],
    codesInJson: [],
  },
  { ...good, name: 'help', why: 'it was asked for', args: ['run', '--help'], bare: true },
  {
    ...good,
    name: 'a server that is stopped with Ctrl-C',
    why: 'there is no other way to stop it',
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
    name: 'a status that was not expected',
    why: 'nobody has written a test, and 500 is none the less a fault',
    codes: ['assertion-failed'],
    reply: answer('/orders', 500),
  },
  {
    ...wrong,
    name: 'a body that was not expected',
    why: 'the status alone says that all is well',
    codes: ['assertion-failed'],
    entry: { expect: { body: { ok: false } } },
  },
  {
    ...wrong,
    name: 'a redirect',
    why: 'it is an answer, and not the one that was asked for',
    codes: ['assertion-failed'],
    reply: answer('/orders', 302, {}, { Location: '/login' }),
  },
  {
    ...wrong,
    name: 'a script that throws',
    why: 'what it would have looked at, nobody has looked at',
    codes: ['script-failed'],
    entry: { after: 'throw new Error("no");' },
  },
  {
    ...wrong,
    name: 'a request that a script leaves out',
    why: 'nothing failed, because nothing was tried',
    codes: ['not-run'],
    entry: { before: 'pm.execution.skipRequest();' },
  },
];
