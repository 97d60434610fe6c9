import { publicClientId } from './authorization-server.ts';
import { browserClientId } from './keycloak-realm.ts';
import type { SeenAnswer } from './token-answer.ts';

const wrongUser = { status: 400, error: 'invalid_grant', description: 'Invalid user credentials' } as const;
const clientDescription = 'Invalid client or Invalid client credentials';
const wrongClient = { status: 401, error: 'invalid_client', description: clientDescription } as const;
// Keycloak answers with another error code if the client exists.
const wrongSecret = { ...wrongClient, error: 'unauthorized_client' } as const;
const noGrantType = {
  status: 400,
  error: 'invalid_request',
  description: 'Missing form parameter: grant_type',
} as const;

/** Answers of Keycloak. */
export const keycloakAnswers: readonly SeenAnswer[] = [
  { name: 'good', status: 200 },
  { name: 'no scope: accepted, without an id_token', form: { scope: undefined }, status: 200 },
  { name: 'client in the body', client: { how: 'body' }, status: 200 },
  { name: 'client without a secret', client: { id: publicClientId, how: 'none' }, status: 200 },
  { name: 'a secret where there is none', client: { id: publicClientId, secret: 'x' }, status: 200 },
  { name: 'client_credentials', form: { grant_type: 'client_credentials' }, status: 200 },
  { name: 'wrong password', form: { password: 'x' }, ...wrongUser, refusal: 'user' },
  { name: 'unknown user', form: { username: 'nobody' }, ...wrongUser },
  { name: 'no password', form: { password: undefined }, ...wrongUser },
  {
    name: 'no username',
    form: { username: undefined },
    status: 401,
    error: 'invalid_request',
    description: 'Missing parameter: username',
    refusal: 'request',
  },
  { name: 'wrong secret', client: { secret: 'x' }, ...wrongSecret, refusal: 'client' },
  { name: 'wrong secret in the body', client: { secret: 'x', how: 'body' }, ...wrongSecret },
  { name: 'no secret', client: { how: 'none' }, ...wrongSecret },
  { name: 'unknown client', client: { id: 'nobody' }, ...wrongClient },
  { name: 'no client', client: { how: 'absent' }, ...wrongClient },
  { name: 'Basic as Postman makes it, with + and % in the secret', client: { how: 'basic-unencoded' }, ...wrongSecret },
  {
    name: 'Basic as Postman makes it, with a % that begins no code',
    client: { secret: '100% sure', how: 'basic-unencoded' },
    status: 400,
    error: 'unauthorized_client',
    description: 'Unexpected error when authenticating client',
  },
  {
    name: 'password grant, which is off for the client',
    client: { id: browserClientId },
    status: 400,
    error: 'unauthorized_client',
    description: 'Client not allowed for direct access grants',
  },
  {
    name: 'client_credentials, which is off for the client',
    form: { grant_type: 'client_credentials' },
    client: { id: browserClientId },
    status: 401,
    error: 'unauthorized_client',
    description: 'Client not enabled to retrieve service account',
  },
  {
    name: 'client_credentials without a secret',
    form: { grant_type: 'client_credentials' },
    client: { id: publicClientId, how: 'none' },
    status: 401,
    error: 'unauthorized_client',
    description: 'Public client not allowed to retrieve service account',
  },
  {
    name: 'unknown scope',
    form: { scope: 'openid pydio' },
    status: 400,
    error: 'invalid_scope',
    description: 'Invalid scopes: openid pydio',
  },
  { name: 'no grant type', form: { grant_type: undefined }, ...noGrantType },
  {
    name: 'unknown grant type',
    form: { grant_type: 'magic' },
    status: 400,
    error: 'unsupported_grant_type',
    description: 'Unsupported grant_type',
    refusal: 'grant',
  },
  {
    name: 'refresh without a token',
    form: { grant_type: 'refresh_token' },
    status: 400,
    error: 'invalid_request',
    description: 'No refresh token',
  },
  {
    name: 'refresh with an invalid token',
    form: { grant_type: 'refresh_token', refresh_token: 'x' },
    status: 400,
    error: 'invalid_grant',
    description: 'Invalid refresh token',
    refusal: 'refresh',
  },
];

const deadRefreshToken = { status: 400, error: 'invalid_grant' } as const;

/** Answers to refresh tokens that are no longer valid. The tests make the requests. */
export const keycloakRefreshAnswers = {
  used: { name: 'used before', ...deadRefreshToken, description: 'Maximum allowed refresh token reuse exceeded' },
  foreign: {
    name: "another client's",
    ...deadRefreshToken,
    description: "Invalid refresh token. Token client and authorized client don't match",
  },
  expired: { name: 'expired', ...deadRefreshToken, description: 'Token is not active' },
  ended: { name: 'all sessions were ended', ...deadRefreshToken, description: 'Stale token' },
} as const satisfies Record<string, SeenAnswer>;
