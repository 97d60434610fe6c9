import type { Play } from '../../support/all-runners.ts';
import type { SignInOptions } from '../../support/sign-in-server.ts';

/** One way to use the generated files, and all that reaches the server. */
export interface Variant extends Partial<Play> {
  readonly name: string;
  /** What would go wrong, and for whom. */
  readonly because: string;
  readonly list: string;
  readonly server?: SignInOptions;
  readonly log: readonly string[];
  /** The exit code of postmint; a peer knows only 0 and 1. */
  readonly exit: number;
  /** Where postmint sends something else than its peers, for a reason outside the files. */
  readonly ours?: { readonly because: string; readonly log: readonly string[]; readonly exit?: number };
}

/** The parts of a list, in its own words. */
export interface ListParts {
  readonly auth: string;
  readonly identities?: readonly string[];
  /** Values beside base_url. */
  readonly values?: Readonly<Record<string, string>>;
  readonly endpoints: readonly string[];
}

export function listOf({ auth, identities = [], values = {}, endpoints }: ListParts): string {
  return [
    'name: Variants',
    `auth: ${auth}`,
    ...(identities.length > 0 ? ['identities:', ...identities.map((one) => `  ${one}`)] : []),
    `environments: { dev: ${JSON.stringify({ base_url: 'http://127.0.0.1:9', ...values })} }`,
    'endpoints:',
    ...endpoints.map((one) => `  - ${one}`),
    '',
  ].join('\n');
}

/** The plainest sign-in: a form with three fields, an opaque token, and a client with Basic auth. */
export const password = '{ template: oauth2-password, token_url: "{{base_url}}/token" }';
export const passwordWith = (changes: string) => password.replace(' }', `, ${changes} }`);
export const users = { username: 'admin', client_id: 'shop' };
export const secrets = { password: 'pw', client_secret: 'cs' };

/** The line of a plain sign-in. */
export const signIn = (username: string, got: string, more = '') =>
  `POST /token basic shop:cs grant_type=password username=${username} password=pw${more} -> ${got}`;

/** A request after which something is otherwise. */
export const thenSet = (request: string, script: string) =>
  `{ request: ${request}, after: ${JSON.stringify(`pm.environment.set(${script});`)} }`;
/** A request after which another user is the one who signs in: the next request makes the guard do it. */
export const thenAs = (request: string, username: string) => thenSet(request, `"username", "${username}"`);
/** A request after which the token is about to expire. */
export const thenLate = (request: string, token = 'access_token') => thenSet(request, `"${token}_expires_at", "1"`);
