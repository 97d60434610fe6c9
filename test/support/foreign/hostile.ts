/** Collections that are broken, or made to do harm. */

/** How a run of a hostile collection ends. */
export interface Hostile {
  /** Content of the collection file: JSON, or a text as it is. */
  readonly file: unknown;
  readonly options?: readonly string[];
  readonly environment?: unknown;
  readonly data?: unknown;
  readonly code: number;
  /** Codes of the errors, each once. */
  readonly errors: readonly string[];
  /** A part of the message. */
  readonly says?: RegExp;
  /** How many requests arrive; default: none. */
  readonly arrive?: number;
  /** Texts that must not be in the output or a report. */
  readonly hides?: readonly string[];
}

const info = { name: 'Hostile', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' };
const script = (listen: string, exec: string) => [{ listen, script: { exec: [exec] } }];
const get = (path: string, more: object = {}) => ({
  name: `Get ${path}`,
  request: { method: 'GET', url: `https://postman-echo.com${path}` },
  ...more,
});
const test = (exec: string) => ({ event: script('test', exec) });
const before = (exec: string) => ({ event: script('prerequest', exec) });
const passes = test(`pm.test('ok', () => pm.response.to.be.ok);`);

/** Folders in folders. */
const nested = (levels: number): object => {
  let item: object = get('/get');
  for (let level = 0; level < levels; level++) item = { name: `f${level}`, item: [item] };
  return item;
};

export const hostileCollections: Readonly<Record<string, Hostile>> = {
  'an empty file': { file: '', code: 2, errors: ['collection-unreadable'], says: /it is empty/ },
  'no JSON': {
    file: '{ "info": { "password": "hunter22" }, ',
    code: 2,
    errors: ['collection-unreadable'],
    hides: ['hunter22'],
  },
  'a list': { file: [], code: 2, errors: ['collection-unreadable'], says: /not a JSON object/ },
  'an environment': {
    file: { name: 'dev', values: [] },
    code: 2,
    errors: ['collection-unreadable'],
    says: /it is an environment/,
  },
  'an API description': { file: { openapi: '3.1.0' }, code: 2, errors: ['collection-unreadable'], says: /import FILE/ },
  'format v1': { file: { order: [], requests: [] }, code: 2, errors: ['collection-unreadable'], says: /format v1/ },
  'no requests': { file: { info, item: [] }, code: 2, errors: ['collection-unreadable'], says: /no requests/ },
  'only empty folders': {
    file: { info, item: [{ name: 'F', item: [] }] },
    code: 2,
    errors: ['collection-unreadable'],
  },
  'items that are no objects': {
    file: { info, item: [get('/get'), 'request'] },
    code: 2,
    errors: ['collection-unreadable'],
    says: /item 2 is not an object/,
  },
  'items that are no list': {
    file: { info, item: [{ name: 'F', item: { a: 1 } }] },
    code: 2,
    errors: ['collection-unreadable'],
    says: /"item" of "F" is not a list/,
  },
  'four hundred levels of folders': {
    file: { info, item: [nested(400)] },
    code: 2,
    errors: ['collection-unreadable'],
    says: /levels of folders/,
  },
  'a hundred thousand levels of lists': {
    file: `{"info":{"name":"x"},"item":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    code: 2,
    errors: ['collection-unreadable'],
  },
  'an environment that is a collection': {
    file: { info, item: [get('/get')] },
    environment: { info, item: [] },
    code: 2,
    errors: ['variables-unreadable'],
  },
  'a folder that is not there': {
    file: { info, item: [get('/get')] },
    options: ['--folder', 'Gett /get'],
    code: 2,
    errors: ['unknown-folder'],
  },
  'unknown keys, and keys of prototypes': {
    file: JSON.stringify({ info, item: [get('/get', { ...passes, odd: { deep: [1] } })], extra: true }).replace(
      '"extra":true',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}',
    ),
    code: 0,
    errors: [],
    arrive: 1,
  },
  'a 500 that no test looks at': {
    file: { info, item: [get('/status/500')] },
    code: 1,
    errors: ['untested-error'],
    arrive: 1,
  },
  'a 500 that is allowed': {
    file: { info, item: [get('/status/500')] },
    options: ['--allow-untested'],
    code: 0,
    errors: [],
    arrive: 1,
  },
  'a 404 whose only test is skipped': {
    file: { info, item: [get('/status/404', test(`pm.test.skip('later', () => {});`))] },
    code: 1,
    errors: ['untested-error'],
    arrive: 1,
  },
  'every request is skipped': {
    file: {
      info,
      item: [get('/get', before('pm.execution.skipRequest();')), get('/a', before('pm.execution.skipRequest();'))],
    },
    code: 1,
    errors: ['not-run'],
    says: /every request was skipped/,
  },
  'requests that go to each other for ever': {
    file: {
      info,
      item: [
        get('/a', { name: 'A', ...test(`pm.execution.setNextRequest('B');`) }),
        get('/b', { name: 'B', ...test(`pm.execution.setNextRequest('A');`) }),
      ],
    },
    code: 5,
    errors: ['endless-loop'],
    says: /"A" was sent 1000 times/,
    arrive: 2001,
  },
  'the next request is not there': {
    file: { info, item: [get('/a', test(`pm.test('ok', () => {}); pm.execution.setNextRequest('nope');`)), get('/b')] },
    code: 1,
    errors: ['script-failed'],
    says: /setNextRequest names no request of this run: "nope"/,
    arrive: 1,
  },
  'the next request is a folder': {
    file: {
      info,
      item: [
        get('/a', test(`pm.test('ok', () => {}); pm.execution.setNextRequest('F');`)),
        { name: 'F', item: [get('/b')] },
      ],
    },
    code: 1,
    errors: ['script-failed'],
    arrive: 1,
  },
  'the next request is outside of the selected folder': {
    file: {
      info,
      item: [
        { name: 'F', item: [get('/a', test(`pm.test('ok', () => {}); pm.execution.setNextRequest('Get /b');`))] },
        get('/b'),
      ],
    },
    options: ['--folder', 'F'],
    code: 1,
    errors: ['script-failed'],
    arrive: 1,
  },
  'the next request is a number': {
    file: { info, item: [get('/a', test(`pm.test('ok', () => {}); pm.execution.setNextRequest(12345);`)), get('/b')] },
    code: 1,
    errors: ['script-failed'],
    arrive: 1,
  },
  'a test fails before a request that is skipped': {
    file: {
      info,
      item: [
        get('/a', before(`pm.test('x', () => pm.expect(1).to.equal(2)); pm.execution.skipRequest();`)),
        get('/b', passes),
      ],
    },
    code: 1,
    errors: ['assertion-failed'],
    arrive: 1,
  },
  'a 500 whose only test is before the request': {
    file: { info, item: [get('/status/500', before(`pm.test('before', () => {});`))] },
    code: 1,
    errors: ['untested-error'],
    arrive: 1,
  },
  'bail stops before the next request, whatever failed': {
    file: { info, item: [get('/status/404'), get('/b', passes)] },
    options: ['--bail'],
    code: 1,
    errors: ['untested-error'],
    arrive: 1,
  },
  'a host that is a variable without a value': {
    file: { info, item: [{ name: 'A', request: '{{base}}/a' }] },
    code: 4,
    errors: ['request-failed'],
    says: /\{\{base\}\} has no value in this run/,
  },
  'entries of an environment that are no objects': {
    file: { info, item: [get('/get?v={{v}}', passes)] },
    environment: { name: 'dev', values: [null, 'x', { key: 'v', value: null, enabled: true }] },
    options: ['--env-var', 'w=1'],
    code: 0,
    errors: [],
    arrive: 1,
  },
  'a new id that another request has': {
    file: { info, item: [get('/a', { id: 'request-2', ...passes }), get('/b', { name: 'second', ...passes })] },
    options: ['--folder', 'second'],
    code: 0,
    errors: [],
    arrive: 1,
  },
  'secrets that scripts make, in every scope': {
    file: {
      info,
      item: [
        get(
          '/a',
          test(`pm.collectionVariables.set('access_token', 'canary-coll-11aa'); pm.globals.set('my_secret', 'canary-glob-22bb');
pm.environment.set('session_token', 'canary-envi-33cc'); pm.variables.set('api_key', 'canary-loca-44dd');`),
        ),
        get(
          '/status/500?a={{access_token}}&b={{my_secret}}&c={{session_token}}&d={{api_key}}',
          test(
            `pm.test(pm.environment.get('session_token'), () => pm.expect(pm.collectionVariables.get('access_token')).to.equal('x'));`,
          ),
        ),
      ],
    },
    code: 1,
    errors: ['assertion-failed'],
    arrive: 2,
    hides: ['canary-coll-11aa', 'canary-glob-22bb', 'canary-envi-33cc', 'canary-loca-44dd'],
  },
  'secrets in URLs, JSON bodies, lists, rows and parts of texts': {
    file: {
      info,
      item: [
        get('/status/500?access_token=canary-urlq-55ee', {
          request: {
            method: 'POST',
            url: 'https://postman-echo.com/status/500?access_token=canary-urlq-55ee',
            header: [{ key: 'X-Api-Key', value: 'canary-part-66ff-{{x}}' }],
            body: { mode: 'raw', raw: '{"password":"canary-body-77aa"}' },
          },
          ...test(`pm.test('canary-urlq-55ee', () => pm.expect(pm.request.body.raw + pm.request.headers.get('X-Api-Key')
+ JSON.stringify(pm.environment.get('secret_list')) + pm.iterationData.get('login').password).to.equal('x'));`),
        }),
      ],
    },
    environment: { name: 'dev', values: [{ key: 'secret_list', value: ['canary-list-88bb'], enabled: true }] },
    data: [{ login: { password: 'canary-rows-99cc' } }],
    code: 1,
    errors: ['assertion-failed'],
    arrive: 1,
    hides: ['canary-urlq-55ee', 'canary-part-66ff', 'canary-body-77aa', 'canary-list-88bb', 'canary-rows-99cc'],
  },
  'a script that never ends': {
    file: { info, item: [get('/a', test('while (true) {}')), get('/b', passes)] },
    options: ['--timeout-script', '300'],
    code: 1,
    errors: ['script-failed'],
    arrive: 2,
  },
  'a script that waits for ever': {
    file: { info, item: [get('/a', test('setInterval(() => {}, 10);'))] },
    options: ['--timeout-script', '300'],
    code: 1,
    errors: ['script-failed'],
    arrive: 1,
  },
  'a script that takes all memory': {
    file: { info, item: [get('/a', test(`const all = []; for (;;) all.push(new Array(1e6).fill('x'));`))] },
    code: 5,
    errors: ['runner-failed'],
    arrive: 1,
  },
  'a script with a syntax error': {
    file: { info, item: [get('/a', test('pm.test(')), get('/b', passes)] },
    code: 1,
    errors: ['script-failed'],
    arrive: 2,
  },
  'a script that ends the process': {
    file: { info, item: [get('/a', test(`process.exit(0)`)), get('/b', passes)] },
    code: 1,
    errors: ['script-failed'],
    arrive: 2,
  },
  'a script that tries to leave the sandbox': {
    file: {
      info,
      item: [
        get(
          '/a',
          test(`const found = (() => { try { return this.constructor.constructor('return process')().mainModule; } catch { return undefined; } })();
pm.test('inside', () => pm.expect(found).to.equal(undefined));`),
        ),
      ],
    },
    code: 0,
    errors: [],
    arrive: 1,
  },
  'a file of this machine is sent': {
    file: {
      info,
      item: [
        {
          name: 'A',
          request: {
            method: 'POST',
            url: 'https://postman-echo.com/post',
            body: { mode: 'file', file: { src: '/etc/passwd' } },
          },
        },
      ],
    },
    code: 2,
    errors: ['file-outside'],
  },
  'a file of this machine, by dots': {
    file: {
      info,
      item: [
        {
          name: 'A',
          request: {
            method: 'POST',
            url: 'https://postman-echo.com/post',
            body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '../../../etc/passwd' }] },
          },
        },
      ],
    },
    code: 2,
    errors: ['file-outside'],
  },
  'a socket of this machine': {
    file: { info, item: [{ name: 'A', request: 'http://unix:/var/run/docker.sock:/info' }] },
    code: 4,
    errors: ['request-failed'],
  },
  'secrets in plain variables, headers and the URL': {
    file: {
      info,
      item: [
        get('/get', {
          ...test(`pm.test('key is ' + pm.variables.get('api_key'), () => pm.expect(pm.environment.get('my_password')).to.equal('x'));
console.log(pm.variables.get('api_key'));`),
          request: {
            method: 'GET',
            url: 'https://postman-echo.com/status/500?key={{api_key}}',
            header: [{ key: 'Authorization', value: 'Bearer canary-token-8b1f7c' }],
          },
        }),
      ],
      variable: [{ key: 'api_key', value: 'canary-key-93ad2e' }],
    },
    environment: { name: 'dev', values: [{ key: 'my_password', value: 'canary-pass-51c0aa', enabled: true }] },
    code: 1,
    errors: ['assertion-failed'],
    arrive: 1,
    hides: ['canary-token-8b1f7c', 'canary-key-93ad2e', 'canary-pass-51c0aa'],
  },
  'names with control characters, HTML and line breaks': {
    file: { info, item: [get('/get', { name: '\u001b[2J<script>alert(1)</script>\n::error::x', ...passes })] },
    code: 0,
    errors: [],
    arrive: 1,
  },
  'equal ids, and ids like those of ours': {
    file: {
      info,
      item: [get('/a', { id: 'x#2', ...passes }), get('/b', { id: 'x', ...passes }), get('/c', { id: 'x', ...passes })],
    },
    code: 0,
    errors: [],
    arrive: 3,
  },
  'a request without a URL': {
    file: { info, item: [{ name: 'A', request: { method: 'GET' } }] },
    code: 4,
    errors: ['request-failed'],
  },
  'a hundred thousand assertions': {
    file: {
      info,
      item: [
        get(
          '/a',
          test(
            `for (let n = 0; n < 100000; n++) pm.test('n' + n, () => {}); pm.test('fails', () => pm.expect(1).to.equal(2));`,
          ),
        ),
      ],
    },
    options: ['--timeout-script', '60s'],
    code: 1,
    errors: ['assertion-failed'],
    arrive: 1,
  },
};
