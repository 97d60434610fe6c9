import { type Asked, canaries, json, type Said, type SecretWay } from './ways.ts';

const { password, client_secret, api_key, row_key, session, token } = canaries;
const page = (status: number, body: string): Said => ({ status, headers: { 'Content-Type': 'text/html' }, body });
const base64 = (value: string) => Buffer.from(value).toString('base64');
const html = (value: string) => value.replace(/[^\w ]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const echo = ({ sent }: Asked): Said => json(422, { error: 'refused', message: `what you sent: ${sent}` });
/** The secrets that every run knows. */
const all = [password, client_secret, api_key, token];
const keyed = '{ name: Keyed, request: GET /keyed, headers: { X-Key: "{{api_key}}" } }';
const inQuery = '{ name: Query, request: GET /query, query: { key: "{{api_key}}", row: "{{row_key}}" } }';
const log = '{ name: Log in, request: POST /login, safe: true, save: { session: { path: $.session, secret: true } } }';
const known: SecretWay['sends'] = ['api_key', 'token'];

/** The ways through data rows, saved values, redirects, excerpts of answers, and reasons of refusals. */
export const secretWays: readonly SecretWay[] = [
  {
    name: 'a data row whose value the server quotes',
    because: 'it is not among the secrets of the environment',
    endpoints: ['{ name: Row, request: POST /row, safe: true, json: { key: "{{row_key}}" } }'],
    data: [{ row_key }, { row_key: 'x-another-row-key' }],
    answer: echo,
    exit: 1,
    shows: /what you sent/,
    sends: ['row_key'],
  },
  {
    name: 'a data row in the URL',
    because: 'the URL of a failed request is shown',
    endpoints: [inQuery],
    data: [{ row_key }],
    answer: () => json(404, { error: 'none' }),
    exit: 1,
    shows: /\/query\?key=/,
    sends: ['row_key', 'api_key'],
  },
  {
    name: 'a data row with a wrong value',
    because: 'a fault of a row quotes it',
    endpoints: ['{ name: Row, request: GET /row, headers: { X-Key: "{{row_key}}" } }'],
    data: [{ row_key: `${row_key}\n` }],
    exit: 2,
    shows: /row_key/,
    sends: [],
  },
  {
    name: 'a saved secret that the server quotes',
    because: 'it is learnt during the run',
    endpoints: [log, '{ name: Use, request: GET /use, headers: { X-Session: "{{session}}" } }'],
    answer: (asked) => (asked.path === '/login' ? json(200, { session }) : echo(asked)),
    exit: 1,
    shows: /what you sent/,
    sends: ['session'],
  },
  {
    name: 'a saved secret in the URL',
    because: 'it is encoded there',
    endpoints: [log, '{ name: Use, request: "GET /use/{session}?s={{session}}" }'],
    answer: ({ path }) => (path === '/login' ? json(200, { session }) : json(500, { error: 'no' })),
    exit: 1,
    shows: /\/use\//,
    sends: ['session'],
  },
  {
    name: 'a saved secret in the answer that has it',
    because: 'the request that saves it fails',
    endpoints: [log.replace('safe: true,', 'safe: true, expect: { body: { state: open } },')],
    answer: () => json(200, { message: `the session is ${session}`, session, state: 'closed' }),
    exit: 1,
    shows: /the session is/,
    sends: ['session'],
  },
  {
    name: 'a redirect with a secret in its address',
    because: 'where it leads is shown',
    endpoints: [keyed],
    answer: () => ({
      status: 302,
      headers: { Location: `/next?key=${encodeURIComponent(api_key)}&t=${encodeURIComponent(token)}` },
      body: '',
    }),
    exit: 1,
    shows: /302/,
    sends: known,
  },
  {
    name: 'a redirect that is expected elsewhere',
    because: 'the actual header is shown',
    endpoints: [keyed.replace('GET /keyed', 'GET /keyed, expect: { status: 302, headers: { Location: /home } }')],
    answer: () => ({
      status: 302,
      headers: { Location: `https://u:${encodeURIComponent(password)}@127.0.0.1/x?k=${api_key}` },
      body: '',
    }),
    exit: 1,
    shows: /Location/,
    sends: ['password', 'api_key'],
  },
  {
    name: 'an answer of JSON with all secrets',
    because: 'its first fields are shown',
    endpoints: [keyed, inQuery],
    data: [{ row_key }],
    answer: () => json(422, { id: 1, errors: [...all, row_key].map((value) => ({ message: `bad: ${value}` })) }),
    exit: 1,
    shows: /bad: /,
    sends: known,
  },
  {
    name: 'an answer with a secret in its keys',
    because: 'only values may be masked',
    endpoints: [keyed],
    answer: () => json(422, { [api_key]: 'is bad', error: { [token]: 'is bad' } }),
    exit: 1,
    shows: /is bad/,
    sends: known,
  },
  {
    name: 'a web page with all secrets',
    because: 'its tags are removed, and signs are named',
    endpoints: [keyed],
    answer: () =>
      page(500, `<!doctype html><html><body><h1>Error</h1><p>bad: ${all.map(html).join('</p><p>')}</p></body></html>`),
    exit: 1,
    shows: /bad: /,
    sends: known,
  },
  {
    name: 'a web page with tags inside a secret',
    because: 'without the tags it is the secret',
    endpoints: [keyed],
    answer: () =>
      page(500, `<!doctype html><html><body>bad: ${api_key.slice(0, 9)}<wbr>${api_key.slice(9)}</body></html>`),
    exit: 1,
    shows: /bad: /,
    sends: ['api_key'],
  },
  {
    name: 'text with secrets in base64 and hex',
    because: 'it is another spelling',
    endpoints: [keyed],
    answer: () => ({
      status: 500,
      headers: { 'Content-Type': 'text/plain' },
      body: `bad: ${base64(api_key)} ${base64(`u:${password}`)} ${Buffer.from(token).toString('hex')}`,
    }),
    exit: 1,
    shows: /bad: /,
    sends: known,
  },
  {
    name: 'a secret where an answer is cut',
    because: 'half of it is left',
    endpoints: [keyed],
    answer: () => json(500, { error: `${'x'.repeat(278)}${api_key}` }),
    exit: 1,
    shows: /x{200}/,
    sends: ['api_key'],
  },
  {
    name: 'a secret over two lines of an answer',
    because: 'lines are joined',
    endpoints: [keyed],
    answer: () => ({
      status: 500,
      headers: { 'Content-Type': 'text/plain' },
      body: `bad: ${api_key.slice(0, 10)}\n${api_key.slice(10)}`,
    }),
    exit: 1,
    shows: /bad: /,
    sends: ['api_key'],
  },
  {
    name: 'a reason that quotes the sign-in',
    because: 'it is shown in the cause',
    endpoints: [keyed],
    refusal: () =>
      json(400, {
        error: 'invalid_grant',
        error_description: `wrong password ${password} for client ${client_secret}`,
      }),
    exit: 3,
    shows: /wrong password/,
    sends: ['password', 'client_secret'],
  },
  {
    name: 'a reason that quotes the form',
    because: 'it is encoded',
    endpoints: [keyed],
    refusal: () =>
      json(400, {
        error: 'invalid_grant',
        error_description: `bad form: ${new URLSearchParams({ password, client_secret })}`,
      }),
    exit: 3,
    shows: /bad form/,
    sends: ['password', 'client_secret'],
  },
  {
    name: 'a reason that quotes the header',
    because: 'it is base64',
    endpoints: [keyed],
    refusal: () =>
      json(401, {
        error: 'invalid_client',
        error_description: `bad header: Basic ${base64(`${encodeURIComponent('shop')}:${encodeURIComponent(client_secret)}`)}`,
      }),
    exit: 3,
    shows: /bad header/,
    sends: ['client_secret'],
  },
  {
    name: 'a reason with a secret where it is cut',
    because: 'half of it is left',
    endpoints: [keyed],
    refusal: () => json(400, { error: 'invalid_grant', error_description: `${'y'.repeat(185)}${password}` }),
    exit: 3,
    shows: /y{150}/,
    sends: ['password'],
  },
  {
    name: 'a reason over two lines',
    because: 'lines are joined',
    endpoints: [keyed],
    refusal: () =>
      json(400, {
        error: 'invalid_grant',
        error_description: `no: ${client_secret.slice(0, 9)}\n${client_secret.slice(9)}`,
      }),
    exit: 3,
    shows: /no: /,
    sends: ['client_secret'],
  },
  {
    name: 'a refusal with a token in an error object',
    because: 'vendors nest their reasons',
    endpoints: [keyed],
    refusal: () => json(400, { error: { message: `nested: ${password}`, code: client_secret } }),
    exit: 3,
    shows: /nested/,
    sends: ['password'],
  },
];
