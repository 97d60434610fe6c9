import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, contained, nothing, refused, spoils, wholeRun } from './attack.ts';

/** Puts a file into the folder, and the folders that it needs. */
function put(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Code that says that it was loaded where requests are sent. */
const spyIn = (folder: string) => `
if (process.argv.join().includes('newman-child')) require('fs').writeFileSync('${folder}/${spoils}', 'loaded');
module.exports = function () {};
`;
const settings = JSON.stringify({
  iterationCount: 3,
  insecure: true,
  reporters: ['json', 'cli'],
  exportEnvironment: spoils,
  envVar: [{ key: 'base_url', value: 'http://127.0.0.1:9' }],
});

const proxied = { asked: nothing, astray: wholeRun } as const;
const unsafe = { ...refused, codes: ['plain-http'] } as const;

/** What stands around a run: files in its folder and in the user's home, and variables of the environment. */
export const surroundings: readonly Attack[] = [
  {
    name: 'settings of newman, in the folder',
    why: 'whoever writes a pull request writes them',
    ...contained,
    prepare: (folder) => put(folder, '.newmanrc', settings),
  },
  {
    name: 'settings of newman, in the home',
    why: 'what they set for something else would decide here',
    ...contained,
    prepare: (folder) => put(folder, 'home/.postman/newmanrc', settings),
    env: { HOME: '{folder}/home', USERPROFILE: '{folder}/home' },
  },
  {
    name: 'a reporter of newman, in the folder',
    why: 'it replaces the built-in one of its name, and sees all',
    ...contained,
    prepare: (folder) => {
      for (const name of ['json', 'cli', 'junit']) {
        put(folder, `node_modules/newman-reporter-${name}/index.js`, spyIn(folder));
      }
    },
  },
  {
    name: 'another newman',
    why: 'NODE_PATH says where modules are',
    ...contained,
    prepare: (folder) => {
      for (const name of ['newman', 'postman-runtime', 'uvm']) {
        put(folder, `modules/${name}/index.js`, spyIn(folder));
      }
    },
    env: { NODE_PATH: '{folder}/modules' },
  },
  {
    name: 'code for every Node',
    why: 'what a profiler wants is none of the business of the process that has the secrets',
    ...contained,
    prepare: (folder) => put(folder, 'spy.cjs', spyIn(folder)),
    env: { NODE_OPTIONS: '--require {folder}/spy.cjs' },
  },
  {
    name: 'talk of Node and of its libraries',
    why: 'NODE_DEBUG=request prints passwords',
    ...contained,
    env: { NODE_DEBUG: 'http,https,request,child_process', DEBUG: '*' },
  },
  {
    name: 'certificates off',
    why: 'a variable that somebody set for something else; it is told that it does nothing',
    ...contained,
    codes: ['ignored-setting'],
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  },
  {
    name: 'a proxy, for a sign-in over plain http',
    why: 'this machine is trusted, and the proxy is another one',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere}' },
  },
  {
    name: 'a proxy, in small letters',
    why: 'that is how curl wants it',
    ...unsafe,
    env: { http_proxy: '{elsewhere}' },
  },
  {
    name: 'a proxy without "http://"',
    why: 'newman understands it, and the password would go there',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere host}' },
  },
  {
    name: 'a proxy for all but everything',
    why: 'newman knows "*" only where it stands alone',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere}', NO_PROXY: '*,shop.invalid' },
  },
  {
    name: 'a proxy, allowed',
    why: 'the user knows the way, and the password of the proxy is shown nowhere',
    ...contained,
    ...proxied,
    args: ['--allow-http'],
    env: { HTTP_PROXY: 'http://robot:{proxy password}@{elsewhere host}' },
  },
  {
    name: 'a proxy, for public requests',
    why: 'there is nothing to read on the way',
    ...contained,
    list: { auth: 'none' },
    asked: nothing,
    astray: wholeRun.slice(1),
    env: { HTTP_PROXY: '{elsewhere}' },
  },
  {
    name: 'a proxy, and not for this machine',
    why: 'the usual setting of a company',
    ...contained,
    env: { HTTP_PROXY: '{elsewhere}', NO_PROXY: 'shop.invalid, 127.0.0.1' },
  },
  {
    name: 'a proxy for everything else',
    why: 'newman does not know ALL_PROXY, and nobody may believe that it did',
    ...contained,
    env: { ALL_PROXY: '{elsewhere}' },
  },
];
