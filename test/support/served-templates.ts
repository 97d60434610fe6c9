/** A template in a small list, and the server's refusal of each wrong secret. */
export interface ServedTemplate {
  /** Changes of the list to the template: replaces a fixed address by that of the embedded server. */
  readonly changes?: string;
  /** Values of the environment that are not secret. */
  readonly values?: Readonly<Record<string, string>>;
  /** The names of the secrets that the list needs. */
  readonly secrets: readonly string[];
  /** Path of the token endpoint. Absent if the template has no token request. */
  readonly tokenPath?: string;
  /** Whether the sign-in first looks up the token URL by OpenID Connect discovery. */
  readonly discovers?: true;
  /** For each secret: status and error of the answer if it is wrong, as documented by the server's vendor. */
  readonly wrong: Readonly<Record<string, string>>;
}

const user = { username: 'jane' };
const client = { client_id: 'shop' };
const issuer = { issuer: '{{base_url}}/oidc' };
/** Takes the place of a refusal if the embedded server does not check the secret. */
export const notChecked = 'the server does not compute the signature';

/** All built-in templates, each with the input of its smallest list. */
export const servedTemplates: Readonly<Record<string, ServedTemplate>> = {
  'api-key': { secrets: ['api_key'], wrong: { api_key: '401' } },
  auth0: {
    changes: 'token_url: "{{base_url}}/oauth/token"',
    values: { ...client, audience: 'https://api.test' },
    secrets: ['client_secret'],
    tokenPath: '/oauth/token',
    wrong: { client_secret: '401 access_denied' },
  },
  'aws-v4': {
    values: { service: 's3' },
    secrets: ['access_key', 'secret_key'],
    wrong: { access_key: '403', secret_key: notChecked },
  },
  basic: { values: user, secrets: ['password'], wrong: { password: '401' } },
  bearer: { secrets: ['bearer_token'], wrong: { bearer_token: '401' } },
  cognito: {
    values: { ...client, cognito_url: '{{base_url}}' },
    secrets: ['client_secret'],
    tokenPath: '/oauth2/token',
    wrong: { client_secret: '400 invalid_client' },
  },
  dex: {
    values: { ...user, ...client, issuer: '{{base_url}}/dex' },
    secrets: ['client_secret', 'password'],
    tokenPath: '/dex/token',
    wrong: { client_secret: '401 invalid_client', password: '401 access_denied' },
  },
  'entra-id': {
    changes: 'token_url: "{{base_url}}/{{tenant}}/oauth2/v2.0/token"',
    values: { ...client, tenant: 'contoso', scope: 'api://shop/.default' },
    secrets: ['client_secret'],
    tokenPath: '/contoso/oauth2/v2.0/token',
    wrong: { client_secret: '401 invalid_client' },
  },
  'github-token': { secrets: ['github_token'], wrong: { github_token: '401' } },
  'gitlab-token': { secrets: ['gitlab_token'], wrong: { gitlab_token: '401' } },
  keycloak: {
    values: { ...user, ...client, keycloak_url: '{{base_url}}', realm: 'shop' },
    secrets: ['client_secret', 'password'],
    tokenPath: '/realms/shop/protocol/openid-connect/token',
    wrong: { client_secret: '401 unauthorized_client', password: '400 invalid_grant' },
  },
  none: { secrets: [], wrong: {} },
  'oauth2-client-credentials': {
    values: { ...client, ...issuer },
    secrets: ['client_secret'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client' },
  },
  'oauth2-password': {
    values: { ...user, ...client, ...issuer },
    secrets: ['client_secret', 'password'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client', password: '400 invalid_grant' },
  },
  'oauth2-refresh-token': {
    values: { ...client, ...issuer },
    secrets: ['client_secret', 'refresh_token'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client', refresh_token: '400 invalid_grant' },
  },
  okta: {
    values: { ...client, issuer: '{{base_url}}/oauth2/default', scope: 'shop.read' },
    secrets: ['client_secret'],
    tokenPath: '/oauth2/default/v1/token',
    wrong: { client_secret: '401 invalid_client' },
  },
  'pydio-cells': {
    values: user,
    secrets: ['password'],
    tokenPath: '/a/frontend/session',
    wrong: { password: '401' },
  },
  'pydio-cells-token': { secrets: ['access_token'], wrong: { access_token: '401' } },
  'pydio-cells-v1': {
    values: user,
    secrets: ['client_secret', 'password'],
    tokenPath: '/auth/dex/token',
    wrong: { client_secret: '401 invalid_client', password: '403 access_denied' },
  },
};

/** The correct value of a secret. Passwords have characters that need encoding; tokens have no spaces (RFC 6750). */
export function rightSecret(name: string): string {
  return /password|client_secret/.test(name) ? `the right ${name} + "%&é` : `right-${name}`;
}

/** The smallest list that uses a template, as YAML. */
export function listOfTemplate(template: string, { changes, values = {} }: ServedTemplate): string {
  const environment = JSON.stringify({ base_url: 'http://localhost:9', ...values });
  return `name: Shop
auth: { template: ${template}${changes ? `, ${changes}` : ''} }
environments: { dev: ${environment} }
endpoints:
  - GET /orders
`;
}
