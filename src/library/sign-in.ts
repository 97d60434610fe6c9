import type { Identity, SignIn } from '../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { MASK } from '../diagnostics/secret-spans.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { isSecretName } from '../notation/secret-name.ts';
import { planSignIn } from '../run/plan-run.ts';
import { Redactor } from '../secrets/redactor.ts';
import { runSecrets } from '../secrets/run-secrets.ts';
import { type PlannedInput, runPlan } from './run.ts';

/** A successful sign-in: the token, its user and its expiry. */
export interface SignedIn {
  readonly token: string;
  /** Name of the user from the token's claims, else from the environment; empty if neither has one. */
  readonly user: string;
  /** Client from the token's claims, else from the sign-in. */
  readonly client: string;
  readonly tokenUrl: string;
  /** Expiry of a JWT; for an opaque token, when the next sign-in is due. Milliseconds since 1970, 0 if unknown. */
  readonly expiresAt: number;
  /** True if `expiresAt` is from the token's own claims. */
  readonly exact: boolean;
  /** Claims of a JWT (RFC 7519, section 4), with secrets masked; absent for an opaque token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The outcome of a sign-in. Without a value it failed, and `exitCode` and the diagnostics say why. */
export interface SignInOutcome {
  readonly value?: SignedIn;
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sends the visible token request of an identity, as it is in the generated files, and reads the claims of the token. */
export async function signIn(input: PlannedInput, identity: Identity): Promise<SignInOutcome> {
  const plan = planSignIn(input.api, identity);
  const token = plan?.tokenRequests[0]?.identity;
  if (!plan || !token) {
    return { exitCode: 2, diagnostics: [diagnose('nothing-to-get', { template: identity.template }, identity.origin)] };
  }
  const { value, diagnostics, left = {} } = await runPlan(input, plan);
  if (!value) return { exitCode: 2, diagnostics };
  if (value.exitCode !== 0) return { exitCode: value.exitCode, diagnostics };
  return { value: masked(describe(token.signIn, left, input.values), input, left), exitCode: 0, diagnostics };
}

/**
 * Masks secrets in everything but the token itself: a server may put any value into a claim. A claim that is named like a
 * secret, such as `session_state`, is masked as a whole.
 */
function masked(signedIn: SignedIn, { api, secrets }: PlannedInput, left: Readonly<Record<string, string>>): SignedIn {
  const values = new Map([...Object.entries(left), ...secrets.map(({ name, value }) => [name, value] as const)]);
  const own = runSecrets({ api, secrets, iterations: [values] });
  const redactor = new Redactor(
    own.secrets.map(({ value }) => value),
    own.known,
  );
  const { token, claims, ...rest } = signedIn;
  return { ...redactor.data(rest), token, ...(claims ? { claims: redactor.data(withoutNamed(claims)) } : {}) };
}

/** Returns a deep copy of claims in which those that are named like a secret are masked. Numbers and flags are kept. */
function withoutNamed<T>(value: T, isSecret = false): T {
  if (typeof value === 'string') return (isSecret && value !== '' ? MASK : value) as T;
  if (Array.isArray(value)) return value.map((item) => withoutNamed(item, isSecret)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, field]) => [
    key,
    withoutNamed(field, isSecret || isSecretName(key)),
  ]);
  return Object.fromEntries(entries) as T;
}

function describe(own: SignIn, left: Readonly<Record<string, string>>, given: ReadonlyMap<string, string>): SignedIn {
  const values = new Map([...given, ...Object.entries(left)]);
  const token = values.get(own.token.variable) ?? '';
  const claims = claimsOf(token);
  const named = ['preferred_username', 'username', 'name', 'email', 'sub'].map((key) => claims?.[key]);
  const user = named.find((name) => typeof name === 'string' && name !== '') as string | undefined;
  const party = claims?.azp ?? claims?.client_id ?? claims?.aud;
  const end = claims?.exp;
  return {
    token,
    user: user ?? (own.username === undefined ? '' : resolveText(own.username, values)),
    client: typeof party === 'string' ? party : resolveText(own.clientId, values),
    tokenUrl: resolveText(own.tokenUrl, values),
    expiresAt: Math.min(typeof end === 'number' ? end * 1000 : Number(values.get(own.token.expiresAt)), 8.64e15) || 0,
    exact: typeof end === 'number',
    ...(claims ? { claims } : {}),
  };
}

/** The claims of a JWT; undefined for anything else. The signature is not verified: that is for the server to do. */
function claimsOf(token: string): Record<string, unknown> | undefined {
  const [, body, signature] = token.split('.');
  if (body === undefined || signature === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
