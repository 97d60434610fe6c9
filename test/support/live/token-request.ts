/**
 * How a client authenticates. `basic` encodes id and secret as RFC 6749 requires, `basic-unencoded` does not. `body`
 * sends both in the form, `none` sends only the id, `absent` sends neither.
 */
type ClientAuthentication = 'basic' | 'basic-unencoded' | 'body' | 'none' | 'absent';

export interface TokenClient {
  readonly id: string;
  readonly secret?: string;
  readonly how: ClientAuthentication;
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Encodes as in a form. RFC 6749, section 2.3.1, requires it for a client's id and secret before Basic. */
const formEncoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);

function basic({ id, secret = '', how }: TokenClient): string {
  const parts = how === 'basic' ? [id, secret].map(formEncoded) : [id, secret];
  return `Basic ${Buffer.from(parts.join(':')).toString('base64')}`;
}

/** Sends a token request directly, without postmint. */
export async function askToken(
  url: string,
  form: Readonly<Record<string, string>>,
  client: TokenClient,
): Promise<TokenAnswer> {
  const body = new URLSearchParams(form);
  const headers = new Headers();
  if (client.how === 'basic' || client.how === 'basic-unencoded') headers.set('Authorization', basic(client));
  if (client.how === 'body' || client.how === 'none') body.set('client_id', client.id);
  if (client.how === 'body') body.set('client_secret', client.secret ?? '');
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The claims of a JWT. */
export function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'));
}
