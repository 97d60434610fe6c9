import type { ForeignRun } from './both-runners.ts';

/** A request of a collection: method and path, and what else it has. */
interface Ask {
  readonly name?: string;
  readonly before?: string;
  readonly test?: string;
  readonly request?: object;
  readonly more?: object;
}

const at = 'https://postman-echo.com';
const script = (listen: string, text: string | undefined) =>
  text === undefined ? [] : [{ listen, script: { type: 'text/javascript', exec: text.split('\n') } }];

/** A request to the echo server. */
const ask = (line: string, { name = line, before, test, request, more }: Ask = {}) => {
  const [method = 'GET', path = '/'] = line.split(' ');
  return {
    name,
    event: [...script('prerequest', before), ...script('test', test)],
    request: { method, header: [], url: `${at}${path}`, ...request },
    ...more,
  };
};
const folder = (name: string, item: object[], more: object = {}) => ({ name, item, ...more });
const collection = (item: object[], more: object = {}) => ({
  info: { name: 'Own', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item,
  ...more,
});
const environment = (values: Readonly<Record<string, unknown>>) => ({
  name: 'dev',
  values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })),
});
const ok = `pm.test('status', () => pm.response.to.have.status(200));`;
const attributes = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }));

/** Collections for what people's collections do. Each is run with newman as published and with postmint. */
export const ownCollections: Readonly<Record<string, ForeignRun>> = {
  'pm.test: passed, failed, skipped, asynchronous': {
    collection: collection([
      ask('GET /get', {
        test: `${ok}
pm.test('fails', () => pm.expect(1).to.equal(2));
pm.test.skip('skipped', () => pm.expect(1).to.equal(2));
pm.test('later', (done) => { setTimeout(() => { pm.expect(pm.response.code).to.equal(200); done(); }, 20); });
pm.test('promised', async () => { await new Promise((resolve) => setTimeout(resolve, 5)); });`,
      }),
    ]),
  },
  'pm.response: body, headers, time': {
    collection: collection([
      ask('GET /get?x=1', {
        test: `pm.test('json', () => pm.expect(pm.response.json().args.x).to.equal('1'));
pm.test('text', () => pm.expect(pm.response.text()).to.include('args'));
pm.test('header', () => pm.response.to.have.header('Content-Type'));
pm.test('jsonBody', () => pm.response.to.have.jsonBody('args.x', '1'));
pm.test('schema', () => pm.response.to.have.jsonSchema({ type: 'object', required: ['args'] }));
pm.test('time', () => pm.expect(pm.response.responseTime).to.be.below(5000));
pm.test('ok', () => pm.response.to.be.ok);`,
      }),
      ask('GET /text', { test: `pm.test('no json', () => pm.expect(() => pm.response.json()).to.throw());` }),
      ask('GET /empty', { test: `pm.test('empty', () => pm.response.to.have.status(204));` }),
    ]),
  },
  'scopes: which variable wins': {
    environment: environment({ where: 'environment', only: 'e' }),
    globals: environment({ where: 'globals', global: 'g' }),
    data: { text: '[{"where":"data"},{"other":"no where"}]', ending: 'json' },
    collection: collection(
      [
        ask('GET /get?where={{where}}&only={{only}}&g={{global}}&c={{own}}&none={{none}}', {
          before: `pm.variables.set('local', 'l'); pm.collectionVariables.set('own', pm.variables.get('where'));`,
          test: `pm.test(pm.variables.get('where') + pm.variables.get('local'), () => {});
pm.test(JSON.stringify([pm.environment.get('where'), pm.globals.get('where'), pm.iterationData.get('where')]), () => {});
pm.environment.unset('only');`,
        }),
      ],
      { variable: [{ key: 'where', value: 'collection' }] },
    ),
  },
  'variables: has, toObject, replaceIn, clear': {
    environment: environment({ a: '1', b: '{{a}}2' }),
    collection: collection([
      ask('GET /get?b={{b}}', {
        test: `pm.test([pm.environment.has('a'), pm.environment.has('z'), pm.environment.replaceIn('{{b}}')].join(), () => {});
pm.test(JSON.stringify(pm.environment.toObject()), () => {}); pm.environment.clear();`,
      }),
      ask('GET /get?b={{b}}'),
    ]),
  },
  'data: CSV with numbers, quotes and an empty field': {
    data: { text: 'name,count,text\nann,1,"a, b"\nbob,007,\n', ending: 'csv' },
    collection: collection([
      ask('GET /get?n={{name}}&c={{count}}&t={{text}}', {
        test: `pm.test(typeof pm.iterationData.get('count') + pm.iterationData.get('count') + pm.info.iteration, () => {});`,
      }),
    ]),
  },
  'data: JSON with types': {
    data: { text: '[{"n":1,"b":true,"s":"x","o":{"k":[1]},"z":null}]', ending: 'json' },
    collection: collection([
      ask('POST /post', {
        request: { body: { mode: 'raw', raw: '{"n":{{n}},"b":{{b}},"s":"{{s}}"}' } },
        test: `pm.test(JSON.stringify(pm.iterationData.toObject()), () => {});`,
      }),
    ]),
  },
  'iterations: more than rows': {
    data: { text: 'n\n1\n2\n', ending: 'csv' },
    options: ['-n', '4'],
    collection: collection([ask('GET /get?n={{n}}', { test: 'pm.test(String(pm.info.iterationCount), () => {});' })]),
  },
  'setNextRequest: a loop, a jump, an end': {
    collection: collection([
      ask('GET /get?a=1', {
        name: 'A',
        test: `const n = Number(pm.environment.get('n') || 0) + 1; pm.environment.set('n', n);
pm.test('time ' + n, () => {}); pm.execution.setNextRequest(n < 3 ? 'A' : 'C');`,
      }),
      ask('GET /get?b=1', { name: 'B', test: ok }),
      ask('GET /get?c=1', { name: 'C', test: `${ok}\npm.execution.setNextRequest(null);` }),
      ask('GET /get?d=1', { name: 'D', test: ok }),
    ]),
  },
  'setNextRequest: the old name, in a folder': {
    collection: collection([
      folder('F', [
        ask('GET /get?a=1', { name: 'A', test: `${ok}\npostman.setNextRequest('C');` }),
        ask('GET /get?b=1', { name: 'B' }),
      ]),
      ask('GET /get?c=1', { name: 'C', test: ok }),
    ]),
    options: ['-n', '2'],
  },
  'skipRequest: from a request and from a folder': {
    collection: collection([
      ask('GET /get?a=1', { before: `pm.execution.skipRequest();`, test: ok }),
      folder('F', [ask('GET /get?b=1', { test: ok })], {
        event: script('prerequest', `if (pm.info.requestName.includes('b=1')) pm.execution.skipRequest();`),
      }),
      ask('GET /get?c=1', { test: ok }),
    ]),
  },
  'scripts of collection, folder and request, in order': {
    collection: collection(
      [
        folder('F', [ask('GET /get', { before: `add('request');`, test: `pm.test('request', () => {});` })], {
          event: [...script('prerequest', `add('folder');`), ...script('test', `pm.test('folder', () => {});`)],
        }),
      ],
      {
        event: [
          ...script(
            'prerequest',
            `add = (text) => pm.environment.set('order', (pm.environment.get('order') || '') + text);
add('collection');`,
          ),
          ...script('test', `pm.test(pm.environment.get('order'), () => {});`),
        ],
      },
    ),
  },
  'errors in scripts': {
    collection: collection([
      ask('GET /get?a=1', { before: `throw new Error('before');`, test: ok }),
      ask('GET /get?b=1', { test: `pm.test('first', () => {}); missing();\npm.test('never', () => {});` }),
      ask('GET /get?c=1', { test: `const = 1;` }),
    ]),
  },
  'pm.request is changed before it is sent': {
    collection: collection([
      ask('POST /post', {
        request: { body: { mode: 'raw', raw: 'old' } },
        before: `pm.request.headers.add({ key: 'X-Added', value: 'yes' });
pm.request.url.addQueryParams('q=1'); pm.request.body.raw = 'new'; pm.request.method = 'PUT';`,
        test: ok,
      }),
    ]),
  },
  'pm.sendRequest: before and after, one in another': {
    collection: collection([
      ask('GET /get?main=1', {
        before: `pm.sendRequest('${at}/get?callback=1', (error, response) => {
  pm.test('callback', () => pm.expect(response.code).to.equal(200));
  pm.environment.set('token', response.json().token);
});`,
        test: `pm.sendRequest({ url: '${at}/post', method: 'POST', header: { 'X-A': 'b' }, body: { mode: 'raw', raw: 'hello' } }, (error, response) => {
  pm.test('posted ' + response.json().data, () => {});
  pm.sendRequest('${at}/status/500', (_, answer) => pm.test('status ' + answer.code, () => {}));
});
pm.test(pm.environment.get('token').length + ' characters', () => {});`,
      }),
    ]),
  },
  'cookies: set, sent, read by scripts': {
    collection: collection([
      ask('GET /cookies/set?session=s1', { test: `pm.test(String(pm.cookies.get('session')), () => {});` }),
      ask('GET /get', { test: `pm.test(pm.response.json().headers.cookie, () => {});` }),
      ask('GET /get', { more: { protocolProfileBehavior: { disableCookies: true } } }),
    ]),
  },
  'auth: inherited, replaced, switched off': {
    environment: environment({ token: 'tok-123456' }),
    collection: collection(
      [
        ask('GET /get?a=bearer'),
        ask('GET /get?b=none', { request: { auth: { type: 'noauth' } } }),
        folder('Basic', [ask('GET /get?c=basic')], {
          auth: { type: 'basic', basic: attributes({ username: 'ann', password: 'pass-word-1' }) },
        }),
        ask('GET /get?d=header', {
          request: {
            auth: { type: 'apikey', apikey: attributes({ key: 'X-Key', value: 'key-value-1', in: 'header' }) },
          },
        }),
        ask('GET /get?e=query', {
          request: { auth: { type: 'apikey', apikey: attributes({ key: 'api', value: 'key-value-2', in: 'query' }) } },
        }),
      ],
      { auth: { type: 'bearer', bearer: attributes({ token: '{{token}}' }) } },
    ),
  },
  'auth: digest': {
    collection: collection([
      ask('GET /digest-auth', {
        request: {
          auth: { type: 'digest', digest: attributes({ username: 'ann', password: 'digest-pass', algorithm: 'MD5' }) },
        },
        test: ok,
      }),
    ]),
  },
  'bodies: form, multipart with a file, file, GraphQL, raw': {
    files: { 'up.txt': 'uploaded\n' },
    collection: collection([
      ask('POST /post', {
        request: {
          body: {
            mode: 'urlencoded',
            urlencoded: [
              { key: 'a', value: '1 & 2' },
              { key: 'b', value: 'ü', disabled: false },
              { key: 'c', value: 'off', disabled: true },
            ],
          },
        },
      }),
      ask('POST /post', {
        request: {
          body: {
            mode: 'formdata',
            formdata: [
              { key: 'text', value: 'v', type: 'text' },
              { key: 'file', type: 'file', src: 'up.txt' },
            ],
          },
        },
      }),
      ask('PUT /put', { request: { body: { mode: 'file', file: { src: 'up.txt' } } } }),
      ask('POST /post', {
        request: { body: { mode: 'graphql', graphql: { query: 'query { a }', variables: '{"x":1}' } } },
      }),
      ask('POST /post', {
        request: { body: { mode: 'raw', raw: '{"a":1}', options: { raw: { language: 'json' } } } },
      }),
      ask('GET /get', { request: { body: { mode: 'raw', raw: 'pruned' } } }),
      ask('GET /get', {
        request: { body: { mode: 'raw', raw: 'kept' } },
        more: { protocolProfileBehavior: { disableBodyPruning: true } },
      }),
    ]),
  },
  'redirects: followed, and not': {
    collection: collection([
      ask('GET /redirect', { test: ok }),
      ask('GET /redirect', {
        more: { protocolProfileBehavior: { followRedirects: false } },
        test: `pm.test('302', () => pm.response.to.have.status(302));`,
      }),
      ask('POST /redirect', {
        request: { body: { mode: 'raw', raw: 'x' } },
        more: { protocolProfileBehavior: { followOriginalHttpMethod: true } },
      }),
    ]),
  },
  'redirects: none, by an option': {
    options: ['--ignore-redirects'],
    collection: collection([ask('GET /redirect', { test: `pm.test('302', () => pm.response.to.have.status(302));` })]),
  },
  'URLs: spaces, braces, umlauts, path variables, odd queries': {
    environment: environment({ part: 'a b', host: at }),
    collection: collection([
      ask('GET /get', {
        request: {
          url: {
            raw: '{{host}}/users/:id/x y?q=a b&q=2&e=&k&u=ü%20',
            host: ['{{host}}'],
            path: ['users', ':id', 'x y'],
            query: [
              { key: 'q', value: 'a b' },
              { key: 'q', value: '2' },
              { key: 'e', value: '' },
              { key: 'k', value: null },
              { key: 'u', value: 'ü%20' },
              { key: 'off', value: '1', disabled: true },
            ],
            variable: [{ key: 'id', value: '{{part}}' }],
          },
        },
      }),
      ask('GET /get?x={{none}}&y=%7B%7D'),
    ]),
  },
  'headers: twice, off, empty, with variables': {
    environment: environment({ h: 'value' }),
    collection: collection([
      ask('GET /get', {
        request: {
          header: [
            { key: 'X-One', value: '{{h}}' },
            { key: 'X-Two', value: 'a' },
            { key: 'X-Two', value: 'b' },
            { key: 'X-Off', value: 'off', disabled: true },
            { key: 'X-Empty', value: '' },
          ],
        },
      }),
    ]),
  },
  'libraries of the sandbox': {
    collection: collection([
      ask('GET /xml', {
        test: `const lodash = require('lodash'), crypto = require('crypto-js'), moment = require('moment'), html = require('cheerio');
pm.test(lodash.camelCase('a b') + crypto.MD5('x').toString() + moment('2020-01-02').year(), () => {});
pm.test(html.load('<b>1</b>')('b').text() + xml2Json(pm.response.text()).a.b, () => {});
pm.test(atob(btoa('x')) + require('uuid').v4().length, () => {});`,
      }),
    ]),
  },
  'the old interface': {
    collection: collection([
      ask('GET /get?x=1', {
        test: `tests['code'] = responseCode.code === 200; tests['body'] = JSON.parse(responseBody).args.x === '1';
tests['fails'] = false; postman.setEnvironmentVariable('old', 'yes'); tests[environment.old] = true;
tests['header ' + postman.getResponseHeader('Content-Type')] = true;`,
      }),
    ]),
  },
  'info: names, ids, iterations': {
    options: ['-n', '2'],
    collection: collection([
      ask('GET /get', {
        name: 'Named',
        more: { id: 'own-id' },
        test: `pm.test([pm.info.eventName, pm.info.iteration, pm.info.requestName, pm.info.requestId].join(), () => {});`,
      }),
    ]),
  },
  'one folder, by its name': {
    options: ['--folder', 'Inner'],
    collection: collection([
      folder('Outer', [ask('GET /get?a=1'), folder('Inner', [ask('GET /get?b=1', { test: ok })])], {
        event: script('prerequest', `pm.environment.set('ran', 'yes');`),
      }),
      ask('GET /get?c=1'),
    ]),
  },
  'bail: the first failure ends the run': {
    options: ['--bail'],
    collection: collection([
      ask('GET /get?a=1', { test: `pm.test('fails', () => pm.expect(1).to.equal(2));` }),
      ask('GET /get?b=1', { test: ok }),
    ]),
  },
  'values on the command line': {
    environment: environment({ a: 'file', b: 'file' }),
    globals: environment({ c: 'file' }),
    options: ['--env-var', 'a=line', '--env-var', 'x=new', '--global-var', 'c=line'],
    collection: collection([ask('GET /get?a={{a}}&b={{b}}&c={{c}}&x={{x}}', { test: ok })]),
  },
  'equal names and ids': {
    collection: collection([
      ask('GET /get?a=1', { name: 'Same', more: { id: 'same' }, test: `${ok}` }),
      ask('GET /get?b=1', { name: 'Same', more: { id: 'same' }, test: `${ok}` }),
    ]),
  },
  'dynamic variables are new in each request': {
    collection: collection([
      ask('GET /get', {
        before: `pm.environment.set('id', pm.variables.replaceIn('{{$guid}}'));`,
        request: { header: [{ key: 'X-Id', value: '{{id}}' }] },
        test: `pm.test(String(pm.environment.get('id').length), () => {});`,
      }),
    ]),
  },
  'large answers and many tests': {
    collection: collection([
      ask('GET /large', { test: `for (let n = 0; n < 300; n++) pm.test('n ' + n, () => pm.response.to.be.ok);` }),
    ]),
  },
};
