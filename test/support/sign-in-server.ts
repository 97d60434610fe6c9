import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.ts';

/** How a test's sign-in server answers. */
export interface SignInOptions {
  /** Lifetime of tokens in seconds. */
  readonly life?: number;
  /** Response time of every endpoint in milliseconds. */
  readonly wait?: number;
  /** Returns a status to refuse the nth token request (counted from 1) with these fields. */
  readonly refuse?: (nth: number, fields: URLSearchParams) => number | undefined;
  /** Whether a renewal returns a new refresh token. */
  readonly rotates?: boolean;
  /** The discovery document. Without it, discovery is answered with 404. */
  readonly discovery?: (origin: string) => unknown;
  readonly tls?: Certificate;
}

export interface SignInServer {
  readonly origin: string;
  /**
   * One line for each request: method, path and credentials; for a token request also its form and the answer.
   * Tokens are written T1, T2 …, refresh tokens R1, R2 …, and nonces N1, N2 …, in order of their first use.
   */
  readonly log: readonly string[];
  close(): Promise<void>;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Gives unpredictable values stable labels: with the prefix P, the first value is P1. */
class Labels {
  private readonly known = new Map<string, string>();
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  of(value: string): string {
    const label = this.known.get(value) ?? `${this.prefix}${this.known.size + 1}`;
    this.known.set(value, label);
    return label;
  }

  /** The label of a value that already has one, otherwise the value itself. */
  ifKnown(value: string): string {
    return this.known.get(value) ?? value;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a server that treats every POST as a sign-in. Every GET is answered without a check of its credentials. */
export async function startSignInServer(options: SignInOptions = {}): Promise<SignInServer> {
  const { life = 3600, wait = 0, refuse, rotates = true, discovery, tls } = options;
  const log: string[] = [];
  const tokens = new Labels('T');
  const refreshTokens = new Labels('R');
  const nonces = new Labels('N');
  let origin = '';
  let asked = 0;

  /** The credentials of a request, as text. */
  const credentials = ({ headers }: IncomingMessage): string => {
    const text = headers.authorization ?? '';
    const bearer = /^Bearer (\S+)$/.exec(text)?.[1];
    const accessKey = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/.*Signature=[0-9a-f]{64}$/.exec(text)?.[1];
    const basic = /^Basic (\S+)$/.exec(text)?.[1];
    if (bearer !== undefined) return `bearer ${tokens.ifKnown(bearer)}`;
    if (accessKey !== undefined) return `aws4 ${tokens.ifKnown(accessKey)}`;
    return basic === undefined ? text || '-' : `basic ${Buffer.from(basic, 'base64').toString('utf8')}`;
  };
  const show = (body: string, type: string) => {
    if (/^application\/json\b/.test(type)) return JSON.stringify(JSON.parse(body));
    const named = (key: string, value: string) =>
      key === 'nonce' ? nonces.of(value) : key === 'refresh_token' ? refreshTokens.ifKnown(value) : value;
    return [...new URLSearchParams(body)].map(([key, value]) => `${key}=${named(key, value)}`).join(' ');
  };
  const signIn = (body: string): { status: number; got: string; answer: unknown } => {
    asked++;
    const fields = new URLSearchParams(body);
    const status = refuse?.(asked, fields);
    if (status !== undefined) return { status, got: String(status), answer: { error: 'invalid_grant' } };
    const token = `${part({ alg: 'RS256' })}.${part({ sub: fields.get('username'), jti: asked })}.c2ln`;
    const renews = fields.get('grant_type') === 'refresh_token';
    const offline = (fields.get('scope') ?? '').split(' ').includes('offline_access');
    const refreshToken = offline || (renews && rotates) ? `refresh-${asked}` : undefined;
    const answer = { id_token: token, access_token: token, expires_in: life, refresh_token: refreshToken };
    // The fields that Cells version 2 and later answers with.
    const session = { JWT: token, ExpireTime: Math.floor(Date.now() / 1000) + life };
    const got = [tokens.of(token), ...(refreshToken ? [refreshTokens.of(refreshToken)] : [])].join(' ');
    return { status: 200, got, answer: { ...answer, ...session } };
  };

  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await textOf(request);
    const host = headers.host?.startsWith('localhost:') ? ' at localhost' : '';
    const line = `${method} ${url}${host} ${credentials(request)}`;
    const json = (status: number, answer: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    if (method === 'POST') {
      const { status, got, answer } = signIn(body);
      log.push(`${line} ${show(body, headers['content-type'] ?? '')} -> ${got}`);
      json(status, answer);
    } else if (url.endsWith('/.well-known/openid-configuration')) {
      log.push(line);
      json(discovery ? 200 : 404, discovery?.(origin) ?? {});
    } else {
      log.push(line);
      setTimeout(() => json(200, {}), wait);
    }
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
