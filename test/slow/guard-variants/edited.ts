import { listOf, password, signIn, users, type Variant } from './variant.ts';

const list = listOf({ auth: password, values: users, endpoints: ['GET /1', 'GET /2'] });
const stale = { because: 'files that differ from the list stop postmint before it sends anything', log: [], exit: 2 };

/**
 * Changes that people make to the token request by hand. The guard's script runs before the token request too, and must
 * still recognise it.
 */
export const editedByHand: readonly Variant[] = [
  {
    name: 'the token request has another name',
    because: 'a guard that recognised it by name would sign in before each sign-in, in an endless loop',
    list,
    edit: ({ item }) => {
      (item[0] as { name: string }).name = 'Sign in here';
    },
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
    exit: 0,
    ours: stale,
  },
  {
    name: 'the token request is duplicated',
    because: 'a copy has another id: each is sent once, and the newer token is used',
    list,
    edit: ({ item }) => {
      item.unshift({ ...(item[0] as object), name: 'Get token Copy', id: 'a-copy' });
    },
    log: [signIn('admin', 'T1'), signIn('admin', 'T2'), 'GET /1 bearer T2', 'GET /2 bearer T2'],
    exit: 0,
    ours: stale,
  },
  {
    name: 'the token request has lost its auth, and so inherits the auth of the collection',
    because: 'it then looks like a request that needs a token first; it may fail, but must not loop',
    list,
    edit: ({ item }) => {
      delete item[0]?.request?.auth;
    },
    server: { refuse: (nth) => (nth === 1 ? 401 : undefined) },
    log: [signIn('admin', '401').replace('basic shop:cs', '-')],
    exit: 3,
    ours: stale,
  },
];
