import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { type Api, endpointsOf } from '../api.ts';
import { identityOf } from '../identities.ts';

/** Warns of headers that Postman replaces, because the auth of the request sets the same header. */
export function checkLostHeaders(api: Api): Diagnostic[] {
  const setBy = new Map(api.identities.map((identity) => [identity, headersOf(identity, api)]));
  return endpointsOf(api.items).flatMap((endpoint) => {
    const identity = identityOf(api, endpoint);
    const names = identity && setBy.get(identity);
    return endpoint.headers.flatMap(({ key, disabled }) =>
      disabled || !names?.has(key.toLowerCase()) ? [] : [diagnose('auth-header-lost', { name: key }, endpoint.origin)],
    );
  });
}

/** Names of the headers that an identity sets, in lower case. The header of an API key may depend on the environment. */
function headersOf({ auth }: Identity, { environments }: Api): Set<string> {
  const text = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
  switch (auth.type) {
    case 'bearer':
    case 'basic':
      return new Set(['authorization']);
    case 'awsv4':
      return new Set(['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);
    case 'apikey': {
      const inHeader = environments.filter(({ values }) => resolveText(text('in'), values) !== 'query');
      return new Set(inHeader.map(({ values }) => resolveText(text('key'), values).toLowerCase()));
    }
    default:
      return new Set(auth.scheme ? ['authorization'] : []);
  }
}
