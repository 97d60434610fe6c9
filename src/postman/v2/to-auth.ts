import type { Identity } from '../../auth/sign-in.ts';
import type { Auth } from './types.ts';

/** Returns auth in Postman's format: a type, and the list of attributes under a key named like the type. */
export function toAuth({ type, attributes }: Identity['auth']): Auth {
  if (type === 'noauth') return { type };
  return { type, [type]: attributes.map(({ key, value }) => ({ key, value, type: 'string' as const })) } as Auth;
}
