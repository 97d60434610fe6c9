const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

/** The client of the sign-in. Its id is public. */
export const clientId = 'cells-front';
const clientSecret = 'nB5/Yc8+Jf3=Gh6~Pv';

/** A secret that occurs in a run, with a unique value. */
export interface SecretKind {
  readonly name: string;
  /** Why this kind is tested: where the secret comes from and where it is sent. */
  readonly reason: string;
  readonly value: string;
}

/** The kinds of secrets that occur in a run. */
export const secretKinds = [
  { name: 'password', reason: 'given by the user; sent as a form field', value: 'Kq7vTz2mXw9rLd4bHs' },
  { name: 'client_secret', reason: 'given by the user; part of a Basic header', value: clientSecret },
  {
    name: 'id_token',
    reason: 'issued during the run; the bearer token of every request',
    value: `${part({ alg: 'RS256' })}.${part({ sub: 'jane', exp: inAnHour })}.dG9rZW4gc2lnbmF0dXJlIG9mIGphbmU`,
  },
  {
    name: 'access_token',
    reason: 'issued during the run; no request uses it, so it is easily overlooked',
    value: 'at.9fG2hJ4kL6zX8cV0bN',
  },
  { name: 'refresh_token', reason: 'issued during the run; valid for weeks', value: 'ChRyWq3eUi5oPa7sDf9g' },
  { name: 'cookie', reason: 'set during the run; opens a session without a sign-in', value: 'sHk2Lz4Xc6Vb8Nm0Qw' },
  {
    name: 'basic_form',
    reason: 'computed during the run from client id and secret; nobody typed it',
    value: Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
  },
  { name: 'proxy_password', reason: 'part of a URL in a variable of the whole machine', value: 'Rz6tWm1xVk8pQj3y' },
  { name: 'api_key', reason: 'given by the user; sent unencoded in a header', value: 'ak_5Tg7Yh9Uj1Ik3Ol' },
  {
    name: 'special_password',
    reason: 'given by the user; looks different in each encoding',
    value: `Zü7 "k+9&W<2%q' é\\x/4?m~P`,
  },
] as const satisfies readonly SecretKind[];

export type SecretName = (typeof secretKinds)[number]['name'];

/** The value of a kind of secret. */
export function secretOf(name: SecretName): string {
  return secretKinds.find((kind) => kind.name === name)?.value as string;
}
