import { makeCertificate } from '../../support/certificates.ts';
import { listOf, thenAs, users, type Variant } from './variant.ts';

const auth = 'oauth2-password';
const values = { ...users, issuer: '{{base_url}}/oidc' };
const list = listOf({ auth, values, endpoints: ['{ folder: Closed, endpoints: [GET /1] }'] });
const lookedUp = 'GET /oidc/.well-known/openid-configuration -';
const signIn = (username: string, got: string) =>
  `POST /found/token basic shop:cs grant_type=password username=${username} password=pw -> ${got}`;
const tls = makeCertificate({ addresses: ['127.0.0.1'] });

/** Token URLs from OpenID Connect Discovery 1.0. A discovery document must not redirect the password. */
export const discoveredUrls: readonly Variant[] = [
  {
    name: 'a discovered token URL',
    because: 'the visible token request and the guard both look it up; neither reuses the URL for another user',
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
    because: 'the password would be sent to its token URL',
    list,
    server: {
      discovery: (origin) => ({ issuer: 'https://other.test', token_endpoint: `${origin}/found/token` }),
    },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a document of another issuer, when only a folder is run',
    because: 'the guard must refuse it too',
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
    because: 'a wrong issuer is reported, and no password is sent',
    list,
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a document without a token URL',
    because: 'the password must not be sent to an empty URL',
    list,
    server: { discovery: (origin) => ({ issuer: `${origin}/oidc` }) },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'a token URL that contains {{password}}',
    because: 'Postman would insert the value: a server could obtain any secret',
    list,
    server: {
      discovery: (origin) => ({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/found/token?{{password}}` }),
    },
    log: [lookedUp],
    exit: 3,
  },
  {
    name: 'an issuer and a token URL with https',
    because: 'this shows that the next row is refused because of http, not because of the certificate',
    list,
    insecure: true,
    server: { tls, discovery: (origin) => ({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/found/token` }) },
    log: [lookedUp, signIn('admin', 'T1'), 'GET /1 bearer T1'],
    exit: 0,
  },
  {
    name: 'an issuer with https whose token URL has http',
    because: 'the password would be sent in clear text',
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
