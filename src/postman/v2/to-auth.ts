import type { Identity } from '../../auth/sign-in.ts';
import type { Auth } from './types.ts';

/** What a request carries, as Postman keeps it: a type, and under its name a list of attributes. */
export function toAuth({ type, attributes }: Identity['auth']): Auth {
  if (type === 'noauth') return { type };
  return { type, [type]: attributes.map(({ key, value }) => ({ key, value, type: 'string' as const })) } as Auth;
}
