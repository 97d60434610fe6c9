import { listOf, password, signIn, users, type Variant } from './variant.ts';

const list = listOf({ auth: password, values: users, endpoints: ['GET /1', 'GET /2'] });
const stale = { because: 'files that differ from the list stop postmint before it sends anything', log: [], exit: 2 };

/** What people do to the token request by hand: the guard runs before it too, and must not take it for another one. */
export const editedByHand: readonly Variant[] = [
  {
    name: 'the token request has another name',
    because: 'a guard that knew it by its name would sign in before the sign-in, for ever',
    list,
    edit: ({ item }) => {
      (item[0] as { name: string }).name = 'Sign in here';
    },
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
    exit: 0,
    ours: stale,
  },
  {
    name: 'the token request stands there twice',
    because: 'a copy has another id: each asks once, and the newer token counts',
    list,
    edit: ({ item }) => {
      item.unshift({ ...(item[0] as object), name: 'Get token Copy', id: 'a-copy' });
    },
    log: [signIn('admin', 'T1'), signIn('admin', 'T2'), 'GET /1 bearer T2', 'GET /2 bearer T2'],
    exit: 0,
    ours: stale,
  },
  {
    name: 'the token request has lost its auth, and so inherits',
    because: 'it then looks like a request that wants a token first; it may fail, but must not loop',
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
