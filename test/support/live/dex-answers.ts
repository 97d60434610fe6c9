import { publicClientId } from './authorization-server.ts';
import type { SeenAnswer } from './token-answer.ts';

const wrongUser = { status: 401, error: 'access_denied', description: 'Invalid username or password' } as const;
const wrongClient = { status: 401, error: 'invalid_client', description: 'Invalid client credentials.' } as const;
const noGrant = { status: 400, error: 'unsupported_grant_type' } as const;
// Dex deviates from RFC 6749, which requires invalid_grant here.
const deadRefreshToken = {
  status: 400,
  error: 'invalid_request',
  description: 'Refresh token is invalid or has already been claimed by another client.',
} as const;

/** Answers of upstream Dex, not of Pydio's fork. */
export const dexAnswers: readonly SeenAnswer[] = [
  { name: 'good', status: 200 },
  { name: 'client in the body', client: { how: 'body' }, status: 200 },
  { name: 'client without a secret', client: { id: publicClientId, how: 'none' }, status: 200 },
  { name: 'wrong password', form: { password: 'x' }, ...wrongUser, refusal: 'user' },
  { name: 'unknown user', form: { username: 'nobody@example.com' }, ...wrongUser },
  { name: "the user's name instead of the email address", form: { username: 'jane' }, ...wrongUser },
  { name: 'no password', form: { password: undefined }, ...wrongUser },
  { name: 'no username', form: { username: undefined }, ...wrongUser, refusal: 'request' },
  { name: 'wrong secret', client: { secret: 'x' }, ...wrongClient, refusal: 'client' },
  { name: 'wrong secret in the body', client: { secret: 'x', how: 'body' }, ...wrongClient },
  { name: 'unknown client', client: { id: 'nobody' }, ...wrongClient },
  { name: 'no client', client: { how: 'absent' }, ...wrongClient },
  { name: 'no secret', client: { how: 'none' }, ...wrongClient },
  { name: 'a secret for a client that has none', client: { id: publicClientId, secret: 'x' }, ...wrongClient },
  { name: 'Basic as Postman makes it, with + and % in the secret', client: { how: 'basic-unencoded' }, ...wrongClient },
  {
    name: 'Basic as Postman makes it, with a % that begins no code',
    client: { secret: '100% sure', how: 'basic-unencoded' },
    status: 400,
    error: 'invalid_request',
    description: 'client_secret improperly encoded',
  },
  {
    name: 'no scope',
    form: { scope: undefined },
    status: 400,
    error: 'invalid_request',
    description: 'Missing required scope(s) ["openid"].',
  },
  {
    name: "a scope of Pydio's fork",
    form: { scope: 'openid pydio' },
    status: 400,
    error: 'invalid_request',
    description: 'Unrecognized scope(s) ["pydio"]',
  },
  { name: 'no grant type', form: { grant_type: undefined }, ...noGrant },
  { name: 'unknown grant type', form: { grant_type: 'magic' }, ...noGrant, refusal: 'grant' },
  { name: 'client_credentials, which is disabled', form: { grant_type: 'client_credentials' }, ...noGrant },
  {
    name: 'refresh without a token',
    form: { grant_type: 'refresh_token' },
    status: 400,
    error: 'invalid_request',
    description: 'No refresh token is found in request.',
  },
  {
    name: 'refresh with an invalid token',
    form: { grant_type: 'refresh_token', refresh_token: 'x' },
    ...deadRefreshToken,
    refusal: 'refresh',
  },
];

/** Answers to refresh tokens that are no longer valid. The tests make the requests. */
export const dexRefreshAnswers = {
  used: { name: 'used before', ...deadRefreshToken },
  foreign: { name: "another client's", ...deadRefreshToken, error: 'invalid_grant' },
  expired: { name: 'expired', status: 400, error: 'invalid_request', description: 'Refresh token expired.' },
  // Dex keeps one refresh token per user and client. The next sign-in replaces it.
  ended: { name: 'replaced by another sign-in', ...deadRefreshToken },
} as const satisfies Record<string, SeenAnswer>;
