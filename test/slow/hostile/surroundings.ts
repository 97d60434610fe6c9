import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attack, contained, nothing, refused, spoils, wholeRun } from './attack.ts';

/** Writes a file below the folder, and creates its parent folders. */
function put(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Code that writes a file if it is loaded by the process that sends the requests. */
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

/** Surroundings of a run: files in its folder and in the user's home, and environment variables. */
export const surroundings: readonly Attack[] = [
  {
    name: 'settings of newman in the folder',
    why: 'any author of a pull request can add them',
    ...contained,
    prepare: (folder) => put(folder, '.newmanrc', settings),
  },
  {
    name: 'settings of newman in the home folder',
    why: 'settings made for another purpose would affect the run',
    ...contained,
    prepare: (folder) => put(folder, 'home/.postman/newmanrc', settings),
    env: { HOME: '{folder}/home', USERPROFILE: '{folder}/home' },
  },
  {
    name: 'a reporter of newman in the folder',
    why: 'it would replace the built-in reporter of that name and see everything',
    ...contained,
    prepare: (folder) => {
      for (const name of ['json', 'cli', 'junit']) {
        put(folder, `node_modules/newman-reporter-${name}/index.js`, spyIn(folder));
      }
    },
  },
  {
    name: 'another newman in NODE_PATH',
    why: 'Node would load it instead of ours',
    ...contained,
    prepare: (folder) => {
      for (const name of ['newman', 'postman-runtime', 'uvm']) {
        put(folder, `modules/${name}/index.js`, spyIn(folder));
      }
    },
    env: { NODE_PATH: '{folder}/modules' },
  },
  {
    name: 'code loaded through NODE_OPTIONS',
    why: 'code such as a profiler must not run in the process that has the secrets',
    ...contained,
    prepare: (folder) => put(folder, 'spy.cjs', spyIn(folder)),
    env: { NODE_OPTIONS: '--require {folder}/spy.cjs' },
  },
  {
    name: 'debug output of Node and its libraries',
    why: 'NODE_DEBUG=request prints passwords',
    ...contained,
    env: { NODE_DEBUG: 'http,https,request,child_process', DEBUG: '*' },
  },
  {
    name: 'NODE_TLS_REJECT_UNAUTHORIZED=0',
    why: 'it may have been set for another purpose; postmint ignores it and says so',
    ...contained,
    codes: ['ignored-setting'],
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  },
  {
    name: 'a proxy for a sign-in over plain http',
    why: 'plain http is trusted on this machine only, and the proxy is another one',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere}' },
  },
  {
    name: 'a proxy in http_proxy',
    why: 'curl reads only the lower-case name',
    ...unsafe,
    env: { http_proxy: '{elsewhere}' },
  },
  {
    name: 'a proxy without "http://"',
    why: 'newman accepts it, so the password would be sent to it',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere host}' },
  },
  {
    name: 'a proxy, with "*" in a longer NO_PROXY',
    why: 'newman understands "*" only if it is the whole value',
    ...unsafe,
    env: { HTTP_PROXY: '{elsewhere}', NO_PROXY: '*,shop.invalid' },
  },
  {
    name: 'a proxy with --allow-http',
    why: 'acceptable: the user allowed it; the password of the proxy must not be shown',
    ...contained,
    ...proxied,
    args: ['--allow-http'],
    env: { HTTP_PROXY: 'http://robot:{proxy password}@{elsewhere host}' },
  },
  {
    name: 'a proxy for public requests',
    why: 'acceptable: they contain no secrets',
    ...contained,
    list: { auth: 'none' },
    asked: nothing,
    astray: wholeRun.slice(1),
    env: { HTTP_PROXY: '{elsewhere}' },
  },
  {
    name: 'a proxy, with this machine in NO_PROXY',
    why: 'a common setting in companies',
    ...contained,
    env: { HTTP_PROXY: '{elsewhere}', NO_PROXY: 'shop.invalid, 127.0.0.1' },
  },
  {
    name: 'a proxy in ALL_PROXY',
    why: 'newman ignores ALL_PROXY, and postmint must not assume otherwise',
    ...contained,
    env: { ALL_PROXY: '{elsewhere}' },
  },
];
