import type { SignIn } from '../../../src/auth/sign-in.ts';
import { generate } from '../../../src/library/generate.ts';
import type { Environment } from '../../../src/model/api.ts';
import { resolveText } from '../../../src/notation/resolve-text.ts';
import { toSignInSettings } from '../../../src/postman/scripts/sign-in-config.ts';
import { apiOf } from '../../support/api-of.ts';
import { goodAnswer } from '../../support/token-answers.ts';

/** The list of all runs: one sign-in and five requests that need its token. */
export const answersList = `name: Answers
auth: pydio-cells-v1
environments:
  dev: { base_url: "http://127.0.0.1:9", username: jane }
endpoints:
  - { folder: Reads, endpoints: [GET /1, GET /2, GET /3, GET /4, GET /5] }
`;

/** The folder with all requests except the token request. In a run of it, the guard signs in. */
export const folder = 'Reads';
export const paths = ['/1', '/2', '/3', '/4', '/5'];

/** Secrets that must not be shown. */
export const password = 'kolibri-7-zebra';
export const clientSecret = 'otter+9+walrus';

export const goodToken = String(JSON.parse(goodAnswer.text ?? '').id_token);
export const oldToken = `eyJhbGciOiJub25lIn0.${Buffer.from('{"sub":"somebody else"}').toString('base64url')}.b2xk`;

/** Texts that no message and no report may contain. One of them is part of the bad answers. */
export const secrets = [password, clientSecret, goodToken, oldToken, 'BODY-TEXT-1'];

export const api = apiOf(answersList);
const [collection, environmentFile] = generate(api);
if (!collection || !environmentFile) throw new Error('the list makes no files');
export const files = { collection: collection.content, environment: environmentFile.content };
export const environment = api.environments[0] as Environment;
const signIn = api.identities[0]?.signIn as SignIn;

/** The token in the environment before a run. */
export type TokenState = 'no token' | "another user's token" | 'an expired token' | 'a valid token';

const plainValues = (origin: string) =>
  new Map([...environment.values, ['base_url', origin], ['password', password], ['client_secret', clientSecret]]);

/** All values of a run's environment. */
export function valuesOf(state: TokenState, origin: string): Map<string, string> {
  const values = plainValues(origin);
  if (state === 'no token') return values;
  const { variable, expiresAt, issuedFor } = signIn.token;
  const owner = new Map(values).set('username', state === "another user's token" ? 'joan' : 'jane');
  const subject = String(toSignInSettings(api, signIn)['issuedFor']);
  return values
    .set(variable, oldToken)
    .set(expiresAt, String(Date.now() + (state === 'an expired token' ? -60_000 : 600_000)))
    .set(issuedFor, resolveText(subject, owner));
}

/** The token in an environment after a run. */
export const tokenIn = (values: Readonly<Record<string, string>>) => values[signIn.token.variable];

/** Fills the values of an environment file, for programs that read it. */
export function withValues(file: { readonly values?: unknown }, values: ReadonlyMap<string, string>) {
  const entries = file.values as readonly { readonly key: string; readonly value: string }[];
  return { ...file, values: entries.map((entry) => ({ ...entry, value: values.get(entry.key) ?? entry.value })) };
}
