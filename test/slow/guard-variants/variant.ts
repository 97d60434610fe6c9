import type { Play } from '../../support/all-runners.ts';
import type { SignInOptions } from '../../support/sign-in-server.ts';

/** One way to use the generated files, and the requests that must reach the server. */
export interface Variant extends Partial<Play> {
  readonly name: string;
  /** Why the variant is tested: the expected behaviour, or what could go wrong. */
  readonly because: string;
  readonly list: string;
  readonly server?: SignInOptions;
  readonly log: readonly string[];
  /** The exit code of postmint. For peers, any failure is 1. */
  readonly exit: number;
  /** Expectations for postmint if it differs from its peers, for a reason outside the files. */
  readonly ours?: { readonly because: string; readonly log: readonly string[]; readonly exit?: number };
}

/** The parts of a list, as YAML. */
export interface ListParts {
  readonly auth: string;
  readonly identities?: readonly string[];
  /** Values in addition to base_url. */
  readonly values?: Readonly<Record<string, string>>;
  readonly endpoints: readonly string[];
}

export function listOf({ auth, identities = [], values = {}, endpoints }: ListParts): string {
  return [
    'name: Variants',
    `auth: ${auth}`,
    ...(identities.length > 0 ? ['identities:', ...identities.map((identity) => `  ${identity}`)] : []),
    `environments: { dev: ${JSON.stringify({ base_url: 'http://127.0.0.1:9', ...values })} }`,
    'endpoints:',
    ...endpoints.map((endpoint) => `  - ${endpoint}`),
    '',
  ].join('\n');
}

/** The simplest sign-in: a form with three fields, an opaque token, and a client with Basic auth. */
export const password = '{ template: oauth2-password, token_url: "{{base_url}}/token" }';
export const passwordWith = (changes: string) => password.replace(' }', `, ${changes} }`);
export const users = { username: 'admin', client_id: 'shop' };
export const secrets = { password: 'pw', client_secret: 'cs' };

/** The server's log line of a simple sign-in. */
export const signIn = (username: string, got: string, more = '') =>
  `POST /token basic shop:cs grant_type=password username=${username} password=pw${more} -> ${got}`;

/** A request whose script then sets a variable. */
export const thenSet = (request: string, script: string) =>
  `{ request: ${request}, after: ${JSON.stringify(`pm.environment.set(${script});`)} }`;
/** A request whose script then changes the user, so that the guard signs in before the next request. */
export const thenAs = (request: string, username: string) => thenSet(request, `"username", "${username}"`);
/** A request whose script then marks the token as expired. */
export const thenLate = (request: string, token = 'access_token') => thenSet(request, `"${token}_expires_at", "1"`);
