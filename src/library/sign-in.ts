import type { Identity, SignIn } from '../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { planSignIn } from '../run/plan-run.ts';
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
  /** Claims of a JWT (RFC 7519, section 4); absent for an opaque token. */
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
  return { value: describe(token.signIn, left, input.values), exitCode: 0, diagnostics };
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
