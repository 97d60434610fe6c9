const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

/** The client of the sign-in. Its id is public. */
export const clientId = 'cells-front';
const clientSecret = 'nB5/Yc8+Jf3=Gh6~Pv';

/** A secret that a run meets, with a value that is nowhere else in the world. */
export interface SecretKind {
  readonly name: string;
  /** Why it is a kind of its own: where it comes from, and what it goes into. */
  readonly reason: string;
  readonly value: string;
}

/** The kinds of secrets that a run meets. */
export const secretKinds = [
  { name: 'password', reason: 'the user has it; a field of the form', value: 'Kq7vTz2mXw9rLd4bHs' },
  { name: 'client_secret', reason: 'the user has it; a part of a Basic header', value: clientSecret },
  {
    name: 'id_token',
    reason: 'minted in the run; the bearer of every request',
    value: `${part({ alg: 'RS256' })}.${part({ sub: 'jane', exp: inAnHour })}.dG9rZW4gc2lnbmF0dXJlIG9mIGphbmU`,
  },
  {
    name: 'access_token',
    reason: 'minted in the run; no request uses it, so nothing has to remember it',
    value: 'at.9fG2hJ4kL6zX8cV0bN',
  },
  { name: 'refresh_token', reason: 'minted in the run; good for new tokens for weeks', value: 'ChRyWq3eUi5oPa7sDf9g' },
  { name: 'cookie', reason: 'set in the run; a session without any sign-in', value: 'sHk2Lz4Xc6Vb8Nm0Qw' },
  {
    name: 'basic_form',
    reason: 'made in the run from the client and its secret; nobody ever typed it',
    value: Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
  },
  { name: 'proxy_password', reason: 'inside of a URL, in a variable of the whole machine', value: 'Rz6tWm1xVk8pQj3y' },
  { name: 'api_key', reason: 'the user has it; a header as it is', value: 'ak_5Tg7Yh9Uj1Ik3Ol' },
  {
    name: 'special_password',
    reason: 'the user has it; every encoding spells it in another way',
    value: `Zü7 "k+9&W<2%q' é\\x/4?m~P`,
  },
] as const satisfies readonly SecretKind[];

export type SecretName = (typeof secretKinds)[number]['name'];

/** The value of a kind. */
export function secretOf(name: SecretName): string {
  return secretKinds.find((one) => one.name === name)?.value as string;
}
