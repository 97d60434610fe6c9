import { listOf, passwordWith, password as plain, secrets, thenAs, users, type Variant } from './variant.ts';

/** One request as admin, after the visible token request, and one as jane, whom the guard signs in. */
const twoUsers = [thenAs('GET /1', 'jane'), 'GET /2'];
const requests = (first: string, second: string) => [first, 'GET /1 bearer T1', second, 'GET /2 bearer T2'];
/** The requests of the visible token request and of the guard. They must be equal except for the user. */
const both = (line: (username: string) => string) => requests(`${line('admin')} -> T1`, `${line('jane')} -> T2`);

/** A value with characters that some encoding changes. */
const strange = 'a+b%c&dé =/';
const cells = (username: string, password: string) =>
  `POST /a/frontend/session - ${JSON.stringify({ AuthInfo: { type: 'credentials', login: username, password } })}`;

/** The form of a token request. It must be the same in the visible token request and in the guard. */
export const formsOfRequests: readonly Variant[] = [
  {
    name: 'optional variables that are empty',
    because: 'many servers refuse an empty scope or audience, so its field is omitted',
    list: listOf({ auth: plain, values: users, endpoints: twoUsers }),
    log: both((username) => `POST /token basic shop:cs grant_type=password username=${username} password=pw`),
    exit: 0,
  },
  {
    name: 'an optional variable with a value, and one set to empty text',
    because: 'only the empty field is omitted',
    list: listOf({
      auth: plain,
      values: { ...users, audience: 'https://api.test', resource: '' },
      endpoints: twoUsers,
    }),
    log: both(
      (username) =>
        `POST /token basic shop:cs grant_type=password username=${username} password=pw audience=https://api.test`,
    ),
    exit: 0,
  },
  {
    name: 'Basic, URL-encoded, four times in two iterations',
    because: 'a value that one token request has encoded must not be encoded again by the next one',
    list: listOf({ auth: plain, values: users, endpoints: [thenAs('GET /1', 'jane'), thenAs('GET /2', 'admin')] }),
    secrets: { password: strange, client_secret: strange },
    iterations: 2,
    log: ['admin T1 1', 'jane T2 2', 'admin T3 1', 'jane T4 2'].flatMap((text) => {
      const [username, token, path] = text.split(' ');
      const basic = `basic shop:${encodeURIComponent(strange)}`;
      return [
        `POST /token ${basic} grant_type=password username=${username} password=${strange} -> ${token}`,
        `GET /${path} bearer ${token}`,
      ];
    }),
    exit: 0,
  },
  {
    name: 'Basic, URL-encoded, with a client id of a variable and text',
    because: 'a client id of several parts must be encoded as well',
    list: listOf({
      auth: passwordWith('client_id: "{{tenant}}+shop"'),
      values: { username: 'admin', tenant: 'a%b' },
      endpoints: twoUsers,
    }),
    log: both((username) => `POST /token basic a%25b%2Bshop:cs grant_type=password username=${username} password=pw`),
    exit: 0,
  },
  {
    name: 'Basic, URL-encoded, with a client id that a form field uses too',
    because: 'the form encodes the value itself, so the encoded value for Basic must not be used there',
    list: listOf({
      auth: passwordWith('parameters: { audience: "{{client_id}}" }'),
      values: { username: 'admin', client_id: 'api://shop' },
      endpoints: twoUsers,
    }),
    log: both(
      (username) =>
        `POST /token basic api%3A%2F%2Fshop:cs grant_type=password username=${username} password=pw audience=api://shop`,
    ),
    exit: 0,
  },
  {
    name: 'Basic without URL-encoding',
    because: 'servers that do not decode need the unchanged secret',
    list: listOf({ auth: passwordWith('client_authentication: basic'), values: users, endpoints: twoUsers }),
    secrets: { ...secrets, client_secret: strange },
    log: both((username) => `POST /token basic shop:${strange} grant_type=password username=${username} password=pw`),
    exit: 0,
  },
  {
    name: 'the client in the body',
    because: 'Basic auth must not be sent as well: RFC 6749 forbids two ways at once',
    list: listOf({ auth: passwordWith('client_authentication: body'), values: users, endpoints: twoUsers }),
    secrets: { ...secrets, client_secret: strange },
    log: both(
      (username) =>
        `POST /token - grant_type=password username=${username} password=pw client_id=shop client_secret=${strange}`,
    ),
    exit: 0,
  },
  {
    name: 'a client without a secret',
    because: 'a public client sends its id, and no secret is needed',
    list: listOf({ auth: passwordWith('client_authentication: none'), values: users, endpoints: twoUsers }),
    secrets: { password: 'pw' },
    log: both((username) => `POST /token - grant_type=password username=${username} password=pw client_id=shop`),
    exit: 0,
  },
  {
    name: 'a sign-in in JSON with quotes and backslashes',
    because: 'Postman inserts values into JSON unescaped, which would break it or change the password',
    list: listOf({ auth: 'pydio-cells', values: { username: 'admin' }, endpoints: twoUsers }),
    secrets: { password: 'a "b" \\ c\\n {x} é' },
    log: both((username) => cells(username, 'a "b" \\ c\\n {x} é')),
    exit: 0,
  },
];
