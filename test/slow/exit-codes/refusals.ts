import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../support/open-server.ts';
import { collectionFile } from '../../support/workspace.ts';
import { type Cause, run, signIn, token } from './cause.ts';

const edit = (folder: string, name: string, from: string, to: string) => {
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  writeFileSync(join(folder, name), text.replace(from, to));
};
const changeList = (folder: string) => edit(folder, 'endpoints.yaml', '/orders', '/ordered');

const refused = { exit: 2 } as const;

/** 2: wrong input, usage or stale output; nothing was sent. */
export const inputCauses: readonly Cause[] = [
  { ...refused, name: 'no command', why: 'nothing was done', args: [], codes: ['usage'] },
  {
    ...refused,
    name: 'an unknown option',
    why: 'a typo must not be ignored',
    args: [...run, '--al'],
    codes: ['usage'],
  },
  {
    ...refused,
    name: 'a mistake in the list',
    why: 'nothing was written',
    args: ['generate'],
    prepare: (folder) => edit(folder, 'endpoints.yaml', '"request"', '"reqest"'),
    codes: ['missing-key', 'unknown-key'],
  },
  {
    ...refused,
    name: 'no folder for temporary files',
    why: 'the process that sends the requests cannot be started, and the user can mend that',
    args: run,
    env: { TMPDIR: '/proc/nowhere' },
    codes: ['no-temp-folder'],
  },
  {
    ...refused,
    name: 'run with a collection older than its list',
    why: 'the collection does not match the list',
    args: run,
    prepare: changeList,
    codes: ['stale-file'],
  },
  {
    ...refused,
    name: 'check with a collection older than its list',
    why: 'the commit is incomplete',
    args: ['check'],
    prepare: changeList,
    codes: ['stale-file'],
  },
  {
    ...refused,
    name: 'a collection that was edited by hand',
    why: 'the edits would be lost',
    args: ['generate'],
    prepare: (folder) => edit(folder, collectionFile, '/orders', '/orders?mine'),
    codes: ['edited-by-hand'],
  },
  {
    ...refused,
    name: 'a missing secret',
    why: 'a run without it would fail for another reason',
    args: run,
    env: { SHOP_PASSWORD: '' },
    codes: ['unset-variable'],
  },
  {
    ...refused,
    name: 'a secret on the command line',
    why: 'every user of the machine can read it',
    args: [...token, '--var', 'password=x'],
    codes: ['secret-in-argv'],
  },
  {
    ...refused,
    name: 'a password over plain http',
    why: 'it could be read on the network',
    args: ['run', '--var', 'base_url=http://shop.invalid'],
    codes: ['plain-http'],
  },
  {
    ...refused,
    name: 'a port in use',
    why: 'the server cannot start',
    args: ['serve', '--port', '{port}'],
    codes: ['usage'],
  },
];

const out = { exit: 3, args: run, codes: ['sign-in-failed'] } as const;

/** 3: the sign-in failed. */
export const signInCauses: readonly Cause[] = [
  {
    ...out,
    name: 'a wrong password',
    why: 'the user has to check the password',
    reply: answer(signIn, 403, { error: 'access_denied' }),
  },
  {
    ...out,
    name: 'a wrong client secret',
    why: 'the user has to check the client',
    reply: answer(signIn, 401, { error: 'invalid_client' }),
  },
  {
    ...out,
    name: 'a login page',
    why: '200 without a token: the address is wrong',
    reply: answer(signIn, 200, '<html>', { 'Content-Type': 'text/html' }),
  },
  {
    ...out,
    name: 'a redirect of the sign-in',
    why: 'the password must not be sent to the other address',
    reply: answer(signIn, 307, {}, { Location: 'http://127.0.0.1:9/' }),
  },
  {
    ...out,
    name: 'a token that contains {{password}}',
    why: 'the server tries to obtain the password',
    args: token,
    reply: answer(signIn, 200, { id_token: '{{password}}' }),
  },
];
