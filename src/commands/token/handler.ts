import type { Identity } from '../../auth/sign-in.ts';
import { diagnose, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import { showText } from '../../diagnostics/show-text.ts';
import { type SignedIn, signIn } from '../../library/sign-in.ts';
import type { Api } from '../../model/api.ts';
import { defaultIdentityOf } from '../../model/identities.ts';
import { planSignIn, type RunPlan } from '../../run/plan-run.ts';
import type { Session } from '../session.ts';
import { chooseTarget, endUnsent, findSecrets, inputOf, openTarget } from '../target.ts';
import type { TokenOptions } from './options.ts';

/** An identity, and the plan of its sign-in. */
interface Chosen {
  readonly identity: Identity;
  readonly plan: RunPlan;
}

/** Signs in and prints the result. Returns the exit code. */
export async function runToken(session: Session, options: TokenOptions): Promise<number> {
  const selected = await chooseTarget(session, options);
  if (!selected.value) return endUnsent(session, selected.diagnostics);
  const opened = openTarget(session, selected.value, options);
  const target = opened.value;
  const diagnostics = [...selected.diagnostics, ...opened.diagnostics];
  if (!target) return endUnsent(session, diagnostics);
  const chosen = choose(target.list.api, options.identity);
  diagnostics.push(...chosen.diagnostics);
  if (!chosen.value || hasErrors(diagnostics)) return endUnsent(session, diagnostics);
  const { identity, plan } = chosen.value;
  const secrets = await findSecrets(session, target, plan, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return endUnsent(session, diagnostics);
  const { timeoutRequest } = target.connection;
  const { tls } = secrets.value;
  const input = inputOf(session, target, secrets.value.secrets, options['allow-http']);
  const outcome = await signIn({ ...input, send: { timeoutRequest, tls } }, identity);
  const all = [...diagnostics, ...outcome.diagnostics];
  if (!outcome.value) return session.end(outcome.exitCode, all);
  session.say(all);
  show(session, outcome.value, identity, all, options.print);
  return 0;
}

/** Prints a successful sign-in. */
function show(
  session: Session,
  signedIn: SignedIn,
  identity: Identity,
  diagnostics: Parameters<Session['json']>[1],
  print: boolean,
): void {
  const { io } = session;
  const { token, expiresAt, exact: _, ...rest } = signedIn;
  if (session.format === 'json') {
    const more = { identity: identity.name ?? null, ...rest, expiresAt: new Date(expiresAt).toISOString() };
    session.json(0, diagnostics, print ? { ...more, token } : more);
    return;
  }
  const lines = formatSignedIn(signedIn, identity, Date.now());
  // With --print, standard output has only the token, for `$(postmint token --print)`.
  if (print) {
    io.err(lines);
    io.out(`${token}\n`);
  } else {
    io.out(lines);
  }
}

/** The identity with this name, or that of the list's `auth` without a name, and its token request. */
function choose(api: Api, name: string | undefined): Result<Chosen> {
  const known = api.identities.flatMap((identity) => identity.name ?? []);
  const identity = name === undefined ? defaultIdentityOf(api) : api.identities.find((known) => known.name === name);
  if (!identity) {
    if (name !== undefined) return { diagnostics: [diagnose('unknown-identity', { name, known })] };
    return { diagnostics: [diagnose('no-sign-in', { where: '"postmint token"' }, api.origin)] };
  }
  const plan = planSignIn(api, identity);
  if (plan) return { value: { identity, plan }, diagnostics: [] };
  return { diagnostics: [diagnose('nothing-to-get', { template: identity.template }, identity.origin)] };
}

/** Text with one fact in each line: user, client, server, expiry, and the token's claims. */
function formatSignedIn(signedIn: SignedIn, identity: Identity, now: number): string {
  const { user, client, tokenUrl, expiresAt, exact, claims } = signedIn;
  const seconds = Math.round((expiresAt - now) / 1000);
  const left = seconds >= 120 ? `${Math.floor(seconds / 60)} min` : `${seconds} s`;
  const rows: [string, string][] = [
    ...(identity.name === undefined ? [] : [['identity', identity.name] as [string, string]]),
    ...(user === '' ? [] : [['user', user] as [string, string]]),
    ...(client === '' ? [] : [['client', client] as [string, string]]),
    ['server', tokenUrl],
    [exact ? 'expires' : 'renew', `${new Date(expiresAt).toISOString()} (in ${left})`],
  ];
  const claimRows = Object.entries(claims ?? {}).map(([key, value]): [string, string] => [
    `  ${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const all = [...rows, ['claims', claims ? '' : 'none: the token is opaque'] as [string, string], ...claimRows];
  const width = Math.max(...all.map(([key]) => key.length)) + 2;
  const lines = all.map(([key, value]) => `${showText(key).padEnd(width)}${showText(value)}`.trimEnd());
  return `signed in\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
