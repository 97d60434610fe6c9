import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import { showText } from '../../diagnostics/show-text.ts';
import { type SignedIn, signIn } from '../../library/sign-in.ts';
import type { Api, Identity, TokenRequest } from '../../model/api.ts';
import { tokenRequestOf } from '../../model/identities.ts';
import { planSignIn } from '../../run/plan-run.ts';
import type { Io } from '../io.ts';
import { runDefaults } from '../run/command.ts';
import { inputOf, prepareRun } from '../run/prepare-run.ts';
import { endWith, sayDiagnostics, sayJson } from '../say.ts';
import type { TokenOptions } from './command.ts';

interface Chosen {
  readonly identity: Identity;
  readonly token: TokenRequest;
}

/** Signs in and says what came of it; returns the exit code. */
export async function runToken(io: Io, options: TokenOptions): Promise<number> {
  let chosen: Chosen | undefined;
  const prepared = await prepareRun(io, { ...runDefaults, ...options }, (api) => {
    const found = choose(api, options.identity);
    chosen = found.value;
    return found.value
      ? { value: planSignIn(found.value.identity, found.value.token), diagnostics: [] }
      : { diagnostics: found.diagnostics };
  });
  if (!('plan' in prepared) || !chosen) {
    const interrupted = prepared.diagnostics.some((one) => one.code === 'interrupted');
    return endWith(io, options, 'token', interrupted ? 130 : 2, prepared.diagnostics);
  }
  const { settings, diagnostics } = prepared;
  const { identity, token } = chosen;
  const { timeoutRequest, tls } = settings;
  const outcome = await signIn(
    { ...inputOf(io, prepared, options['allow-http']), pace: { timeoutRequest, tls } },
    identity,
    token,
  );
  const all = [...diagnostics, ...outcome.diagnostics];
  if (!outcome.value) return endWith(io, options, 'token', outcome.exitCode, all);
  sayDiagnostics(io, options, all);
  const { token: text, ...told } = outcome.value;
  if (options.format === 'json') {
    const { expiresAt, exact: _, ...rest } = told;
    const more = { identity: identity.name ?? null, ...rest, expiresAt: new Date(expiresAt).toISOString() };
    sayJson(io, 'token', 0, all, options.print ? { ...more, token: text } : more);
    return 0;
  }
  const lines = formatSignedIn(outcome.value, identity, Date.now());
  // With --print, standard output is the token: for $(postmint token --print).
  if (options.print) {
    io.err(lines);
    io.out(`${text}\n`);
  } else {
    io.out(lines);
  }
  return 0;
}

/** The identity that shall sign in. */
function choose(api: Api, name: string | undefined): Result<Chosen> {
  const known = api.identities.flatMap((one) => one.name ?? []);
  const identity = name === undefined ? api.identity : api.identities.find((one) => one.name === name);
  if (!identity) {
    if (name !== undefined) return { diagnostics: [diagnose('unknown-identity', { name, known })] };
    return { diagnostics: [diagnose('no-sign-in', { where: '"postmint token"' }, api.origin)] };
  }
  const token = tokenRequestOf(api, identity);
  if (token) return { value: { identity, token }, diagnostics: [] };
  return { diagnostics: [diagnose('nothing-to-get', { template: identity.template }, identity.origin)] };
}

/** Who, where, until when, and the claims, one a line. */
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
  const ofClaims = Object.entries(claims ?? {}).map(([key, value]): [string, string] => [
    `  ${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const all = [...rows, ['claims', claims ? '' : 'none: the token is opaque'] as [string, string], ...ofClaims];
  const width = Math.max(...all.map(([key]) => key.length)) + 2;
  const lines = all.map(([key, value]) => `${showText(key).padEnd(width)}${showText(value)}`.trimEnd());
  return `signed in\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
