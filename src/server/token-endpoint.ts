import { randomBytes, randomUUID } from 'node:crypto';
import { type generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Identity, SignIn } from '../auth/sign-in.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { resolveJson } from './resolve-json.ts';
import { placeTokens, type Tokens } from './token-answer.ts';

/** The issuer of all tokens of one embedded server. */
export interface Issuer {
  /** The `iss` claim of its tokens. */
  readonly url: string;
  readonly keys: Awaited<ReturnType<typeof generateKeyPair>>;
  readonly keyId: string;
}

/** The parts of a token request that matter for its answer. */
export interface TokenQuestion {
  readonly form: URLSearchParams;
  /** The parsed body when it is JSON, else undefined. */
  readonly json: unknown;
  readonly authorization: string | undefined;
}

/** Refusal reasons, least specific first. */
export const refusalOrder = ['client', 'grant', 'request', 'refresh', 'user'] as const;

/** A successful answer, or the reason of a refusal. */
export type TokenAnswer = Tokens | { readonly no: (typeof refusalOrder)[number] };

/** Issues and checks the tokens of one identity: RS256 JWTs, or opaque tokens if the template says so. */
export class TokenEndpoint {
  readonly identity: Identity;
  private readonly signIn: SignIn;
  private readonly values: Map<string, string>;
  private readonly issuer: Issuer;
  /** Opaque tokens, with the time at which each expires (milliseconds since 1970). */
  private readonly opaque = new Map<string, number>();
  /** Unused refresh tokens, with the form of the sign-in that each was issued for. */
  private readonly refreshTokens = new Map<string, URLSearchParams>();

  constructor(identity: Identity, signIn: SignIn, values: Map<string, string>, issuer: Issuer) {
    this.identity = identity;
    this.signIn = signIn;
    this.values = values;
    this.issuer = issuer;
  }

  /** Resolves a text. An unset variable yields a value that no request can match. */
  private value(text: string | undefined): string {
    const value = resolveText(text ?? '', this.values);
    return value.includes('{{') ? '\u0000' : value;
  }

  /** Answers a token request as the server of the auth template would. */
  async answer({ form, json, authorization }: TokenQuestion): Promise<TokenAnswer> {
    const { body, grant, username, password } = this.signIn;
    if (body.kind === 'json') {
      const wanted = resolveJson(body.value as never, this.values, new Set());
      return JSON.stringify(json) === JSON.stringify(wanted) ? await this.tokens(form) : { no: 'user' };
    }
    if (!this.isClient(form, authorization)) return { no: 'client' };
    const asked = form.get('grant_type');
    if (asked === 'refresh_token' && this.signIn.refresh) return this.renew(form);
    const own = this.value(body.fields.find(({ key }) => key === 'grant_type')?.value ?? grant);
    if (asked !== own) return { no: 'grant' };
    if (username !== undefined && password !== undefined) {
      if (!form.get('username') || !form.get('password')) return { no: 'request' };
      if (form.get('username') !== this.value(username) || form.get('password') !== this.value(password)) {
        return { no: 'user' };
      }
    }
    return this.tokens(form);
  }

  /** RFC 6749, section 6. A refresh token is valid once, and only with the parameters of the first sign-in. */
  private async renew(form: URLSearchParams): Promise<TokenAnswer> {
    const token = form.get('refresh_token') ?? '';
    const before = this.refreshTokens.get(token) ?? this.firstRefreshToken(token);
    const same = this.signIn.refresh?.parameters.every(({ key }) => form.get(key) === before?.get(key));
    if (!before || !same) return { no: 'refresh' };
    this.refreshTokens.delete(token);
    return this.tokens(before);
  }

  /** An empty form if this is the user's own refresh token, and the template signs in with one; else undefined. */
  private firstRefreshToken(token: string): URLSearchParams | undefined {
    const { grant, body } = this.signIn;
    if (grant !== 'refresh_token' || body.kind !== 'form') return undefined;
    const own = this.value(body.fields.find(({ key }) => key === 'refresh_token')?.value);
    return own !== '' && own === token ? new URLSearchParams() : undefined;
  }

  private isClient(form: URLSearchParams, authorization: string | undefined): boolean {
    const id = this.value(this.signIn.clientId);
    const secret = this.value(this.signIn.clientSecret);
    if (this.signIn.clientAuthentication === 'none') return form.get('client_id') === id;
    const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization ?? '') ?? [];
    if (!encoded) return form.get('client_id') === id && form.get('client_secret') === secret;
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const parts = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
    const decodes = this.signIn.clientAuthentication === 'basic-encoded';
    return JSON.stringify(decodes ? parts.map(decode) : parts) === JSON.stringify([id, secret]);
  }

  private async tokens(form: URLSearchParams): Promise<Tokens> {
    const { token, refresh } = this.signIn;
    const nonce = form.get('nonce');
    const jwt = await new SignJWT({ name: this.subject, ...(nonce ? { nonce } : {}) })
      .setProtectedHeader({ alg: 'RS256', kid: this.issuer.keyId, typ: 'JWT' })
      .setIssuer(this.issuer.url)
      .setAudience(this.audience)
      .setSubject(this.subject)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${token.defaultLife}s`)
      .sign(this.issuer.keys.privateKey);
    const opaque = randomBytes(18).toString('base64url');
    const now = Date.now();
    if (token.format === 'opaque') this.opaque.set(opaque, now + token.defaultLife * 1000);
    const own = { place: token.field, value: token.format === 'jwt' ? jwt : opaque };
    if (token.expiresAtField) {
      return placeTokens({}, own, { place: token.expiresAtField, value: Math.floor(now / 1000) + token.defaultLife });
    }
    const life = { place: token.expiresIn ?? 'expires_in', value: token.defaultLife };
    const renewal =
      refresh && this.givesRefresh(form) ? [{ place: refresh.field, value: this.newRefreshToken(form) }] : [];
    return placeTokens({ access_token: opaque, token_type: 'bearer' }, life, own, ...renewal);
  }

  private givesRefresh(form: URLSearchParams): boolean {
    const scope = this.signIn.refresh?.scope;
    return scope === undefined || (form.get('scope') ?? '').split(' ').includes(scope);
  }

  private newRefreshToken(form: URLSearchParams): string {
    const token = randomBytes(18).toString('base64url');
    this.refreshTokens.set(token, form);
    return token;
  }

  private get subject(): string {
    const { username, body } = this.signIn;
    if (username !== undefined) return this.value(username);
    return body.kind === 'json' ? (this.identity.name ?? 'user') : this.value(this.signIn.clientId);
  }

  private get audience(): string {
    return this.value(this.signIn.clientId) || 'api';
  }

  /** True for a token of this identity that has not expired. */
  async accepts(token: string): Promise<boolean> {
    if (this.signIn.token.format === 'opaque') return (this.opaque.get(token) ?? 0) > Date.now();
    try {
      const { url, keys } = this.issuer;
      await jwtVerify(token, keys.publicKey, { issuer: url, audience: this.audience, subject: this.subject });
      return true;
    } catch {
      return false;
    }
  }
}

/** Decodes a form-encoded value; returns it unchanged if it is malformed. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
