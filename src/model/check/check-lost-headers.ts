import { diagnose } from '../../diagnostics/diagnostic.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { type Api, endpointsOf, type Identity } from '../api.ts';
import type { BuildContext } from '../build/build-context.ts';
import { identityOf } from '../identities.ts';

/** Warns of headers that Postman replaces, because what the request carries has the same header. */
export function checkLostHeaders(api: Api, context: BuildContext): void {
  const setBy = new Map<Identity, ReadonlySet<string>>();
  for (const endpoint of endpointsOf(api.items)) {
    const identity = identityOf(api, endpoint);
    if (!identity) continue;
    const names = setBy.get(identity) ?? headersOf(identity, api);
    setBy.set(identity, names);
    for (const { key, disabled } of endpoint.headers) {
      if (disabled || !names.has(key.toLowerCase())) continue;
      context.report(diagnose('auth-header-lost', { name: key }, endpoint.origin));
    }
  }
}

/** Names of the headers that an identity sets, in lower case: an API key may have another one in each environment. */
function headersOf({ auth }: Identity, { environments }: Api): Set<string> {
  const text = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
  switch (auth.type) {
    case 'bearer':
    case 'basic':
      return new Set(['authorization']);
    case 'awsv4':
      return new Set(['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);
    case 'apikey': {
      const all = environments.filter(({ values }) => resolveText(text('in'), values) !== 'query');
      return new Set(all.map(({ values }) => resolveText(text('key'), values).toLowerCase()));
    }
    default:
      return new Set();
  }
}
