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
const ourOrder = 'postmint sends the visible token requests of what it was asked for first, to tell a refusal by name';
const refused = () => 400;

/** Whom the guard signs in, and how often. */
export const whoSignsIn: readonly Variant[] = [
  {
    name: 'a public request alone',
    because: 'what wants no token must not ask for one, nor carry one',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Open',
    log: ['GET /open -'],
    exit: 0,
  },
  {
    name: 'a public request among others',
    because: 'the token of the others must not go out with it',
    list: listOf({
      auth: password,
      values: users,
      endpoints: ['GET /1', '{ request: GET /open, auth: none }', 'GET /2'],
    }),
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /open -', 'GET /2 bearer T1'],
    exit: 0,
  },
  {
    name: 'one folder, which the visible token request stands outside of',
    because: 'without the guard, all of it would be answered 401',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
    exit: 0,
  },
  {
    name: 'a second identity',
    because: "each signs in once, and carries a token of its own, not the other's",
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
    because: 'nobody else has to sign in for it',
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
    because: 'a guard that kept one token for both would sign in again each time',
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
    because: 'its requests must not go out as the first one, nor without a token',
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
    because: 'an S3 gateway takes the token of a user: the guard has to see it inside other auth than Bearer',
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
    because: 'a sign-in for each iteration takes time, and servers count them',
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
    because: 'the guard alone has to know that its token still lives',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    iterations: 3,
    log: [signIn('admin', 'T1'), ...Array(3).fill(['GET /1 bearer T1', 'GET /2 bearer T1']).flat()],
    exit: 0,
  },
  {
    name: 'three iterations with a wrong password',
    because: 'three wrong passwords lock an account',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1', 'GET /2'] }),
    iterations: 3,
    server: { refuse: refused },
    log: [signIn('admin', '400')],
    exit: 3,
  },
  {
    name: 'three iterations of a folder with a wrong password',
    because: 'the guard has to remember it too, from request to request and from one iteration to the next',
    list: listOf({ auth: password, values: users, endpoints: folders }),
    folder: 'Closed',
    iterations: 3,
    server: { refuse: refused },
    log: [signIn('admin', '400')],
    exit: 3,
  },
  {
    name: 'rows of data whose first user is refused, and comes again',
    because: 'a refusal is for the user who was refused, and for each of them once',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1'] }),
    data: [{ username: 'mallory' }, { username: 'mallory' }, { username: 'jane' }],
    server: { refuse: (_, fields) => (fields.get('username') === 'mallory' ? 400 : undefined) },
    log: [signIn('mallory', '400'), signIn('jane', 'T1'), 'GET /1 bearer T1'],
    exit: 3,
    ours: { because: 'postmint ends a run at the first sign-in that is refused', log: [signIn('mallory', '400')] },
  },
];
