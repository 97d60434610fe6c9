import { type Api, type Endpoint, endpointsOf, madeBy } from '../api.ts';
import { carriedVariables, identityOf } from '../identities.ts';

/**
 * Returns the request that a new user tries first: one that changes nothing, signs in, and needs nothing that an earlier
 * request makes. Undefined if the list has no request.
 */
export function firstCallOf(api: Api): Endpoint | undefined {
  const endpoints = endpointsOf(api.items);
  const made = new Set(endpoints.flatMap(madeBy));
  const needsNothing = ({ uses }: Endpoint) => [...uses].every((name) => !made.has(name));
  const safe = endpoints.filter(({ safe, always }) => safe && !always);
  const ready = safe.filter(needsNothing);
  const signsIn = (endpoint: Endpoint) => {
    const identity = endpoint.auth === 'inherit' ? identityOf(api, endpoint) : undefined;
    return identity !== undefined && carriedVariables(identity).length > 0;
  };
  return ready.find(signsIn) ?? ready[0] ?? safe[0] ?? endpoints[0];
}
