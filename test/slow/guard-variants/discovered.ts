import { makeCertificate } from '../../support/certificates.ts';
import { listOf, thenAs, users, type Variant } from './variant.ts';

const auth = 'oauth2-password';
const values = { ...users, issuer: '{{base_url}}/oidc' };
const list = listOf({ auth, values, endpoints: ['{ folder: Closed, endpoints: [GET /1] }'] });
const lookedUp = 'GET /oidc/.well-known/openid-configuration -';
const signIn = (username: string, got: string) =>
  `POST /found/token basic shop:cs grant_type=password username=${username} password=pw -> ${got}`;
const tls = makeCertificate({ addresses: ['127.0.0.1'] });

/** The token URL is looked up (OpenID Connect Discovery 1.0): what a document may not make a collection do. */
export const discoveredUrls: readonly Variant[] = [
  {
    name: 'a token URL that is found',
    because: 'the visible token request and the guard both need it, and neither may keep the one of another user',
    list: listOf({ auth, values, endpoints: [thenAs('GET /1', 'jane'), 'GET /2'] }),
    server: { discovery: (origin) => ({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/found/token` }) },
    log: [
      ...[lookedUp, signIn('admin', 'T1'), 'GET /1 bearer T1'],
      ...[lookedUp, signIn('jane', 'T2'), 'GET /2 bearer T2'],
    ],
    exit: 0,
  },
  {
    name: 'a document of another issuer',
    because: 'its token URL would get the password',
    list,
    server: {
      discovery: (origin) => ({ issuer: 'https://other.test', token_endpoint: `${origin}/found/token` }),
    },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a document of another issuer, for a folder',
    because: 'the guard has to refuse it too',
    list,
    folder: 'Closed',
    iterations: 2,
    server: {
      discovery: (origin) => ({ issuer: `${origin}/oidc/other`, token_endpoint: `${origin}/found/token` }),
    },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'no document',
    because: 'a wrong issuer is told as such, and no password is sent anywhere',
    list,
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a document without a token URL',
    because: 'an empty token URL would send the password to whatever it becomes',
    list,
    server: { discovery: (origin) => ({ issuer: `${origin}/oidc` }) },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a token URL that names a variable',
    because: 'Postman would put the value of that variable into it: a server could ask for any secret',
    list,
    server: {
      discovery: (origin) => ({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/found/token?{{password}}` }),
    },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'https all the way',
    because: 'the next row is refused for its http, and not for its certificate',
    list,
    insecure: true,
    server: { tls, discovery: (origin) => ({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/found/token` }) },
    log: [lookedUp, signIn('admin', 'T1'), 'GET /1 bearer T1'],
    exit: 0,
  },
  {
    name: 'a token URL by http of an issuer by https',
    because: 'the password would go out where everybody can read it',
    list,
    insecure: true,
    server: {
      tls,
      discovery: (origin) => ({
        issuer: `${origin}/oidc`,
        token_endpoint: `${origin.replace('https:', 'http:')}/found/token`,
      }),
    },
    log: [lookedUp],
    exit: 3,
  },
];
