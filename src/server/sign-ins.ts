import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { SignIn } from '../auth/sign-in.ts';
import type { Api, Endpoint } from '../model/api.ts';
import { identityOf, type TokenIdentity, tokenIdentitiesOf, tokenIdentityOf } from '../model/identities.ts';
import { basePathOf } from '../notation/base-url.ts';
import { resolveText } from '../notation/resolve-text.ts';
import type { Answer } from './answer.ts';
import { json as plainJson, text as plainText } from './answers/plain.ts';
import { type Credentials, carries } from './carries.ts';
import type { Tokens } from './token-answer.ts';
import { type Issuer, refusalOrder, TokenEndpoint, type TokenQuestion } from './token-endpoint.ts';

type Refusal = TokenEndpoint['identity']['refusals']['user'];

/** The sign-ins of the embedded server: token endpoints, discovery documents, keys, and access to the endpoints. */
export class SignIns {
  private readonly api: Api;
  private readonly values: Map<string, string>;
  private readonly issuer: Issuer;
  /** Token endpoints by path. Several identities may sign in at the same path. */
  private readonly endpoints = new Map<string, TokenEndpoint[]>();
  /** Functions that make the discovery and key documents, by path. */
  private readonly documents = new Map<string, () => Promise<unknown>>();

  private constructor(api: Api, values: Map<string, string>, issuer: Issuer) {
    this.api = api;
    this.values = values;
    this.issuer = issuer;
    for (const identity of tokenIdentitiesOf(api)) this.open(identity);
  }

  /**
   * Makes the sign-ins of an API.
   *
   * @param values the current value of each variable, by name
   * @param base URL of the server: its origin and the path that all endpoints begin with
   */
  static async create(api: Api, values: Map<string, string>, base: string): Promise<SignIns> {
    const issuer = { url: base, keys: await keyPair(), keyId: randomUUID() };
    return new SignIns(api, values, issuer);
  }

  private open(identity: TokenIdentity): void {
    const { signIn } = identity;
    const base = this.issuer.url;
    const pathOf = (url: string) => (URL.canParse(url, base) ? new URL(url, base).pathname : '/token');
    const { origin } = new URL(base);
    const issued = signIn.issuer === undefined ? undefined : pathOf(resolveText(signIn.issuer, this.values));
    const issuerPath = issued?.replace(/\/+$/, '');
    const path = issuerPath === undefined ? pathOf(resolveText(signIn.tokenUrl, this.values)) : `${issuerPath}/token`;
    const endpoint = new TokenEndpoint(identity, signIn, this.values, this.issuer);
    this.endpoints.set(path, [...(this.endpoints.get(path) ?? []), endpoint]);
    const prefix = basePathOf(base) ?? '';
    const keys = issuerPath === undefined ? `${prefix}${signIn.keys ?? '/keys'}` : `${issuerPath}/keys`;
    const discovery = issuerPath === undefined ? `${prefix}${signIn.discovery ?? ' '}` : `${issuerPath}${wellKnown}`;
    const issuer = issuerPath === undefined ? base : `${origin}${issuerPath}`;
    this.documents.set(keys, () => this.keySet());
    this.documents.set(discovery, async () => discoveryOf(signIn, issuer, `${origin}${path}`, `${origin}${keys}`));
  }

  /** True when there is a token endpoint at this path. */
  hasEndpoint(path: string): boolean {
    return this.endpoints.has(path);
  }

  /** The discovery document or key set at this path; undefined when there is neither. */
  document(path: string): Promise<unknown> | undefined {
    return this.documents.get(path)?.();
  }

  /** Answers a token request: as the identity whose credentials match, else with the most specific refusal. */
  async answer(path: string, question: TokenQuestion): Promise<Answer> {
    let best: { rank: number; refusal: Refusal } | undefined;
    for (const endpoint of this.endpoints.get(path) ?? []) {
      const answer = await endpoint.answer(question);
      if ('tokens' in answer) return issue(answer);
      const rank = refusalOrder.indexOf(answer.no);
      if (!best || rank > best.rank) best = { rank, refusal: endpoint.identity.refusals[answer.no] };
    }
    return best ? refuse(best.refusal) : json(404, {});
  }

  /** True for an entry that sends no credentials. */
  isOpen(endpoint: Endpoint): boolean {
    return identityOf(this.api, endpoint) === undefined;
  }

  /** The refusal of a request without the credentials that its endpoint requires; undefined when it may pass. */
  async refusal(endpoint: Endpoint, credentials: Credentials): Promise<Answer | undefined> {
    const identity = identityOf(this.api, endpoint);
    if (!identity) return undefined;
    const own = tokenIdentityOf(this.api, identity);
    const all = [...this.endpoints.values()].flat();
    const issuing = all.find((endpoint) => endpoint.identity === own);
    const accepts = async (name: string, value: string) =>
      name === own?.signIn.token.variable && (await issuing?.accepts(value)) === true;
    const good = await carries(identity.auth, credentials, this.values, accepts);
    if (good) return undefined;
    const answer = refuse(identity.refusals.token);
    const challenge = challengeOf(identity.auth.type);
    if (!challenge) return answer;
    const others = answer.headers.filter(([name]) => name !== 'WWW-Authenticate');
    return { ...answer, headers: [...others, ['WWW-Authenticate', challenge]] };
  }

  /** The public keys, as a JSON Web Key Set (RFC 7517, section 5). */
  private async keySet(): Promise<{ keys: JWK[] }> {
    const key = await exportJWK(this.issuer.keys.publicKey);
    return { keys: [{ ...key, kid: this.issuer.keyId, use: 'sig', alg: 'RS256' }] };
  }
}

let pair: ReturnType<typeof generateKeyPair> | undefined;

/** The keys that sign tokens, which take a fifth of a second to make: one pair for all servers of this process. */
function keyPair(): ReturnType<typeof generateKeyPair> {
  pair ??= generateKeyPair('RS256');
  return pair;
}

/** What a client needs before it can compute the header of these types (RFC 7616, RFC 4559). */
function challengeOf(type: string): string | undefined {
  if (type === 'ntlm') return 'NTLM';
  return type === 'digest' ? `Digest realm="postmint", nonce="${randomUUID()}", qop="auth", algorithm=MD5` : undefined;
}

const wellKnown = '/.well-known/openid-configuration';

/** The discovery document (OpenID Connect Discovery 1.0, section 4.2). */
function discoveryOf(signIn: SignIn, issuer: string, tokenUrl: string, keysUrl: string): Record<string, unknown> {
  return {
    issuer,
    token_endpoint: tokenUrl,
    jwks_uri: keysUrl,
    grant_types_supported: [...(signIn.grant ? [signIn.grant] : []), ...(signIn.refresh ? ['refresh_token'] : [])],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** The answer for a refusal that an auth template describes. */
function refuse({ status, error, description, body, text }: Refusal): Answer {
  if (text !== undefined) return plainText(status, text, status === 401 ? [['WWW-Authenticate', 'Bearer']] : []);
  const own = { ...(error ? { error } : {}), ...(description ? { error_description: description } : {}) };
  return json(status, body ?? own);
}

/** The answer with a token. */
function issue({ tokens, text, headers = [] }: Tokens): Answer {
  const answer = text === undefined ? json(200, tokens) : plainText(200, text, noStore);
  return { ...answer, headers: [...answer.headers, ...headers] };
}

const noStore = [['Cache-Control', 'no-store']] as const;

function json(status: number, body: unknown): Answer {
  return plainJson(body, status, noStore);
}
