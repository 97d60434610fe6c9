import { listOf, password, secrets, signIn, users, type Variant } from './variant.ts';

const folders = [
  '{ folder: Open, auth: none, endpoints: [GET /open] }',
  '{ folder: Closed, endpoints: [GET /1, GET /2] }',
];
const jane = {
  auth: password,
  identities: ['jane: { template: oauth2-password, token_url: "{{base_url}}/token", username: jane }'],
  values: users,
};
const janeSecrets = { ...secrets, jane_password: 'pw' };
const asJane = (request: string) => `{ name: ${request} as jane, request: ${request}, auth: jane }`;
const ourOrder = 'postmint sends the visible token requests of all selected identities first, to name the refused one';
const refused = () => 400;

/** Which identities sign in, and how often. */
export const whoSignsIn: readonly Variant[] = [
  {
    name: 'a public request alone',
    because: 'a request without auth must neither cause a sign-in nor carry a token',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Open',
    log: ['GET /open -'],
    exit: 0,
  },
  {
    name: 'a public request among others',
    because: 'the token of the other requests must not be sent with it',
    list: listOf({
      auth: password,
      values: users,
      endpoints: ['GET /1', '{ request: GET /open, auth: none }', 'GET /2'],
    }),
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /open -', 'GET /2 bearer T1'],
    exit: 0,
  },
  {
    name: 'one folder, without the visible token request',
    because: 'without the guard, all its requests would be answered 401',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
    exit: 0,
  },
  {
    name: 'a second identity',
    because: 'each identity signs in once, and its requests carry its own token',
    list: listOf({ ...jane, endpoints: ['GET /1', asJane('GET /2'), asJane('GET /3'), 'GET /4'] }),
    secrets: janeSecrets,
    log: [
      ...[signIn('admin', 'T1'), signIn('jane', 'T2')],
      ...['GET /1 bearer T1', 'GET /2 bearer T2', 'GET /3 bearer T2', 'GET /4 bearer T1'],
    ],
    exit: 0,
  },
  {
    name: 'a folder of the second identity only',
    because: 'the other identity must not sign in',
    list: listOf({
      ...jane,
      endpoints: ['GET /1', `{ folder: Hers, auth: jane, endpoints: [GET /2, GET /3] }`],
    }),
    secrets: janeSecrets,
    folder: 'Hers',
    log: [signIn('jane', 'T1'), 'GET /2 bearer T1', 'GET /3 bearer T1'],
    exit: 0,
  },
  {
    name: 'a folder in which two identities take turns',
    because: 'a guard that stored one token for both would sign in before each request',
    list: listOf({
      ...jane,
      endpoints: [`{ folder: Both, endpoints: [GET /1, ${asJane('GET /2')}, GET /3, ${asJane('GET /4')}] }`],
    }),
    secrets: janeSecrets,
    folder: 'Both',
    log: [
      ...[signIn('admin', 'T1'), 'GET /1 bearer T1', signIn('jane', 'T2'), 'GET /2 bearer T2'],
      ...['GET /3 bearer T1', 'GET /4 bearer T2'],
    ],
    exit: 0,
    ours: {
      because: ourOrder,
      log: [
        ...[signIn('admin', 'T1'), signIn('jane', 'T2')],
        ...['GET /1 bearer T1', 'GET /2 bearer T2', 'GET /3 bearer T1', 'GET /4 bearer T2'],
      ],
    },
  },
  {
    name: 'a second identity that is refused',
    because: 'its requests must not be sent with the token of the first identity, nor without a token',
    list: listOf({ ...jane, endpoints: [`{ folder: Both, endpoints: [GET /1, ${asJane('GET /2')}, GET /3] }`] }),
    secrets: janeSecrets,
    folder: 'Both',
    iterations: 2,
    server: { refuse: (_, fields) => (fields.get('username') === 'jane' ? 400 : undefined) },
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', signIn('jane', '400'), 'GET /1 bearer T1'],
    exit: 3,
    ours: { because: ourOrder, log: [signIn('admin', 'T1'), signIn('jane', '400')] },
  },
  {
    name: 'AWS signatures with a token as the access key',
    because: 'an S3 gateway accepts a user token as access key: the guard must find it in auth other than Bearer',
    list: listOf({
      auth: password,
      identities: ['s3: { template: aws-v4, access_key: "{{access_token}}", secret_key: gatewaysecret, service: s3 }'],
      values: users,
      endpoints: ['GET /1', '{ folder: S3, auth: s3, endpoints: [GET /bucket, GET /bucket/object] }'],
    }),
    folder: 'S3',
    log: [signIn('admin', 'T1'), 'GET /bucket aws4 T1', 'GET /bucket/object aws4 T1'],
    exit: 0,
  },
  {
    name: 'three iterations with two identities',
    because: 'a sign-in for each iteration would take time, and servers limit the number',
    list: listOf({ ...jane, endpoints: ['GET /1', asJane('GET /2')] }),
    secrets: janeSecrets,
    iterations: 3,
    log: [
      ...[signIn('admin', 'T1'), signIn('jane', 'T2')],
      ...['GET /1 bearer T1', 'GET /2 bearer T2', 'GET /1 bearer T1', 'GET /2 bearer T2'],
      ...['GET /1 bearer T1', 'GET /2 bearer T2'],
    ],
    exit: 0,
  },
  {
    name: 'three iterations of a folder',
    because: 'the guard itself must recognise that its token is still valid',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    iterations: 3,
    log: [signIn('admin', 'T1'), ...Array(3).fill(['GET /1 bearer T1', 'GET /2 bearer T1']).flat()],
    exit: 0,
  },
  {
    name: 'three iterations with a wrong password',
    because: 'three attempts with a wrong password may lock the account',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1', 'GET /2'] }),
    iterations: 3,
    server: { refuse: refused },
    log: [signIn('admin', '400')],
    exit: 3,
  },
  {
    name: 'three iterations of a folder with a wrong password',
    because: 'the guard must remember the refusal too, across requests and iterations',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    iterations: 3,
    server: { refuse: refused },
    log: [signIn('admin', '400')],
    exit: 3,
  },
  {
    name: 'rows of data whose first user is refused and occurs twice',
    because: 'a refusal is remembered per user, so each user is tried once',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1'] }),
    data: [{ username: 'mallory' }, { username: 'mallory' }, { username: 'jane' }],
    server: { refuse: (_, fields) => (fields.get('username') === 'mallory' ? 400 : undefined) },
    log: [signIn('mallory', '400'), signIn('jane', 'T1'), 'GET /1 bearer T1'],
    exit: 3,
    ours: { because: 'postmint ends a run at the first refused sign-in', log: [signIn('mallory', '400')] },
  },
];
