import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Diagnostic, diagnose, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { MAX_DESCRIPTION } from '../../import/openapi/read-root.ts';
import { signIn } from '../../library/sign-in.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { carriedVariables, defaultIdentityOf, tokenIdentityOf } from '../../model/identities.ts';
import { isLoopback } from '../../notation/loopback.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import type { Tls } from '../../run/job.ts';
import { planSignIn } from '../../run/plan-run.ts';
import { toSource } from '../../source/read.ts';
import { gatherSecrets } from '../gather-secrets.ts';
import { withIgnored } from '../git.ts';
import { chooseEnvironment } from '../lists/choose.ts';
import type { Session } from '../session.ts';
import { findSecrets, inputOf, knownValues, openTarget, type Target, type TargetOptions } from '../target.ts';

/** A description from a server. Without a value, `exitCode` says why. */
export interface Fetched extends Result<SourceFile> {
  readonly exitCode: number;
}

/**
 * Reads a description from a server, signed in as the list's `auth`. Credentials are sent only to the origin of
 * `base_url`; redirects are not followed.
 */
export async function fetchDescription(
  session: Session,
  list: LoadedList,
  url: string,
  options: TargetOptions,
): Promise<Fetched> {
  const environment = chooseEnvironment(list, options.env);
  const opened = environment.value
    ? openTarget(session, { list: withIgnored(list), environment: environment.value }, options)
    : undefined;
  const diagnostics: Diagnostic[] = [...environment.diagnostics, ...(opened?.diagnostics ?? [])];
  const target = opened?.value;
  if (!target || hasErrors(diagnostics)) return { exitCode: 2, diagnostics };
  const base = target.values.get('base_url') ?? '';
  const isOwn = URL.canParse(base) && new URL(base).origin === new URL(url).origin;
  const { tls } = target.connection;
  if (!isOwn) return get(url, {}, tls, diagnostics);
  const isPlain = new URL(url).protocol === 'http:' && !isLoopback(new URL(url).hostname);
  if (isPlain && !options['allow-http']) {
    return {
      exitCode: 2,
      diagnostics: [
        ...diagnostics,
        diagnose('usage', {
          reason: 'credentials over plain http could be read on the way',
          help: 'write https, or add --allow-http',
        }),
      ],
    };
  }
  const headers = await headersOf(session, target, options);
  if (!headers.value) return { exitCode: headers.exitCode, diagnostics: [...diagnostics, ...headers.diagnostics] };
  return get(url, headers.value, tls, [...diagnostics, ...headers.diagnostics]);
}

type Headers = Readonly<Record<string, string>>;

/** Signs in, and returns the header that carries the credentials; none for a list without a sign-in. */
async function headersOf(
  session: Session,
  target: Target,
  options: TargetOptions,
): Promise<Result<Headers> & { readonly exitCode: number }> {
  const { api } = target.list;
  const identity = defaultIdentityOf(api);
  if (!identity) return { value: {}, exitCode: 0, diagnostics: [] };
  const values = knownValues(target);
  const token = tokenIdentityOf(api, identity);
  const plan = token && planSignIn(api, token);
  if (token && plan) {
    const found = await findSecrets(session, target, plan, options);
    if (!found.value) return { exitCode: 2, diagnostics: found.diagnostics };
    const { secrets, tls } = found.value;
    const input = inputOf(session, target, secrets, options['allow-http']);
    const outcome = await signIn({ ...input, send: { timeoutRequest: target.connection.timeoutRequest, tls } }, token);
    if (!outcome.value)
      return { exitCode: outcome.exitCode, diagnostics: [...found.diagnostics, ...outcome.diagnostics] };
    values.set(token.signIn.token.variable, outcome.value.token);
  } else {
    const found = await gatherSecrets(session.io, target, new Set(carriedVariables(identity)), options);
    if (!found.value) return { exitCode: 2, diagnostics: found.diagnostics };
    for (const { name, value } of found.value) values.set(name, value);
  }
  const attributes = new Map(identity.auth.attributes.map(({ key, value }) => [key, resolveText(value, values)]));
  const header = headerOf(identity.auth.type, attributes);
  const help = 'save the description to a file, and give its path';
  const refused = diagnose('usage', {
    reason: `a description cannot be read with auth of type ${identity.auth.type}`,
    help,
  });
  return header ? { value: header, exitCode: 0, diagnostics: [] } : { exitCode: 2, diagnostics: [refused] };
}

function headerOf(type: string, attributes: ReadonlyMap<string, string>): Headers | undefined {
  if (type === 'noauth') return {};
  if (type === 'bearer') return { Authorization: `Bearer ${attributes.get('token') ?? ''}` };
  if (type === 'basic') {
    const pair = `${attributes.get('username') ?? ''}:${attributes.get('password') ?? ''}`;
    return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  const isHeader = type === 'apikey' && attributes.get('in') !== 'query';
  return isHeader ? { [attributes.get('key') ?? '']: attributes.get('value') ?? '' } : undefined;
}

/** Sends one GET. */
function get(url: string, headers: Headers, tls: Tls, diagnostics: readonly Diagnostic[]): Promise<Fetched> {
  return new Promise((resolve) => {
    const fail = (reason: string) =>
      resolve({ exitCode: 4, diagnostics: [...diagnostics, diagnose('description-unread', { url, reason })] });
    const { insecure, caFile, clientCert, clientKey, clientPfx, passphrase } = tls;
    const read = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
    const secure = {
      rejectUnauthorized: !insecure,
      ca: read(caFile),
      cert: read(clientCert),
      key: read(clientKey),
      pfx: read(clientPfx),
      passphrase,
    };
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const sent = send(
      url,
      {
        headers: { Accept: 'application/json, application/yaml;q=0.9, */*;q=0.5', ...headers },
        timeout: 30_000,
        ...secure,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_DESCRIPTION) sent.destroy(new Error(`it has more than ${MAX_DESCRIPTION} bytes`));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode !== 200) fail(`the server answered with status ${statusCode}`);
          else resolve({ value: toSource(url, Buffer.concat(chunks).toString('utf8')), exitCode: 0, diagnostics });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')));
    sent.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    sent.end();
  });
}
