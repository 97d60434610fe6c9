import { type Diagnostic, diagnose } from '../../../diagnostics/diagnostic.ts';
import { type Api, endpointsOf, madeBy } from '../../api.ts';

/**
 * Checks the requests that are sent last. They are left out if nothing made the values that they use, so such a variable
 * must not have another value: it would be sent for something that the run did not make.
 */
export function checkAlways(api: Api): Diagnostic[] {
  const endpoints = endpointsOf(api.items);
  const last = endpoints.filter(({ always }) => always);
  if (last.length === 0) return [];
  const made = new Set(endpoints.flatMap((endpoint) => (endpoint.always ? [] : madeBy(endpoint))));
  const declared = new Map(
    api.variables.flatMap(({ name, transient, origin }) => (made.has(name) && !transient ? [[name, origin]] : [])),
  );
  return last.flatMap((endpoint) =>
    [...endpoint.uses].flatMap((name) => {
      const origin = declared.get(name);
      const related = origin ? [{ message: 'it is declared here', origin }] : [];
      return origin ? [diagnose('always-declared', { name }, endpoint.origin, related)] : [];
    }),
  );
}
