import type { Identity } from '../../auth/sign-in.ts';
import type { Auth, AuthAttribute } from './types.ts';

/** Returns auth in Postman's format: a type, and the list of attributes under a key named like the type. */
export function toAuth({ type, attributes, flags = [] }: Identity['auth']): Auth {
  if (type === 'noauth') return { type };
  const toAttribute = ({ key, value }: Identity['auth']['attributes'][number]): AuthAttribute =>
    flags.includes(key) ? { key, value: value === 'true', type: 'boolean' } : { key, value, type: 'string' };
  return { type, [type]: attributes.map(toAttribute) } as Auth;
}
