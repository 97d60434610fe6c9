import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import type { SignIn } from '../model/api.ts';
import type { Answer } from './answer.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Who may sign in, with the values that the requests will carry. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
}

/** An OAuth2 token endpoint that makes and checks real tokens: RS256 JWTs, or opaque ones where the template says so. */
export class TokenEndpoint {
  private readonly opaque = new Map<string, number>();
  private readonly signIn: SignIn;
  private readonly credentials: Credentials;
  private readonly keys: KeyPair;
  private readonly keyId = randomUUID();
  readonly issuer: string;

  private constructor(signIn: SignIn, credentials: Credentials, issuer: string, keys: KeyPair) {
    this.signIn = signIn;
    this.credentials = credentials;
    this.issuer = issuer;
    this.keys = keys;
  }

  static async create(signIn: SignIn, credentials: Credentials, issuer: string): Promise<TokenEndpoint> {
    return new TokenEndpoint(signIn, credentials, issuer, await generateKeyPair('RS256'));
  }

  /** Answers a token request. A refusal is what the template says that its server answers. */
  async answer(form: URLSearchParams, authorization: string | undefined): Promise<Answer> {
    const { refusals, grant } = this.signIn;
    if (!this.isClient(form, authorization)) return refuse(refusals.client);
    if (form.get('grant_type') !== grant) return refuse(refusals.grant);
    if (grant === 'password') {
      const { username, password } = this.credentials;
      if (!form.get('username') || !form.get('password')) return refuse(refusals.request);
      if (form.get('username') !== username || form.get('password') !== password) return refuse(refusals.user);
    }
    return json(200, await this.tokens(form));
  }

  private isClient(form: URLSearchParams, authorization: string | undefined): boolean {
    const { clientId, clientSecret } = this.credentials;
    if (this.signIn.clientAuthentication === 'none') return form.get('client_id') === clientId;
    const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization ?? '') ?? [];
    if (!encoded) return form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    // RFC 6749 (section 2.3.1) URL-encodes both parts, Postman does not: either is the same client.
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const parts = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
    const wanted = JSON.stringify([clientId, clientSecret]);
    return JSON.stringify(parts) === wanted || JSON.stringify(parts.map(decode)) === wanted;
  }

  private async tokens(form: URLSearchParams): Promise<Record<string, unknown>> {
    const { token } = this.signIn;
    const subject = form.get('username') ?? this.credentials.clientId;
    const nonce = form.get('nonce');
    const jwt = await new SignJWT({ name: subject, ...(nonce ? { nonce } : {}) })
      .setProtectedHeader({ alg: 'RS256', kid: this.keyId, typ: 'JWT' })
      .setIssuer(this.issuer)
      .setAudience(this.credentials.clientId)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(`${token.defaultLife}s`)
      .sign(this.keys.privateKey);
    const opaque = randomBytes(18).toString('base64url');
    if (token.format === 'opaque') this.opaque.set(opaque, Date.now() + token.defaultLife * 1000);
    return {
      access_token: opaque,
      token_type: 'bearer',
      [token.expiresIn ?? 'expires_in']: token.defaultLife,
      ...(token.format === 'jwt' ? { [token.field]: jwt } : { [token.field]: opaque }),
    };
  }

  /** True when a request carries a token of ours that still lives. */
  async accepts(authorization: string | undefined): Promise<boolean> {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return false;
    if (this.signIn.token.format === 'opaque') return (this.opaque.get(token) ?? 0) > Date.now();
    try {
      await jwtVerify(token, this.keys.publicKey, { issuer: this.issuer, audience: this.credentials.clientId });
      return true;
    } catch {
      return false;
    }
  }

  /** The public keys, as a JSON Web Key Set (RFC 7517, section 5). */
  async keySet(): Promise<{ keys: JWK[] }> {
    const key = await exportJWK(this.keys.publicKey);
    return { keys: [{ ...key, kid: this.keyId, use: 'sig', alg: 'RS256' }] };
  }

  /** OpenID Connect Discovery 1.0, section 4.2. */
  discovery(origin: string, tokenPath: string): Record<string, unknown> {
    return {
      issuer: this.issuer,
      token_endpoint: `${origin}${tokenPath}`,
      jwks_uri: `${origin}${this.signIn.keys ?? '/keys'}`,
      grant_types_supported: [this.signIn.grant],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refuse({ status, error, description }: SignIn['refusals']['user']): Answer {
  return json(status, { error, ...(description ? { error_description: description } : {}) });
}

function json(status: number, body: unknown): Answer {
  const headers = [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
  ] as const;
  return { status, headers, body: JSON.stringify(body) };
}
