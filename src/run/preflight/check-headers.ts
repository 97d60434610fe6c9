import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { headerValueFault } from '../../notation/header-value.ts';
import { isToken } from '../../notation/http-token.ts';
import { findReferences } from '../../notation/references.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import type { RunPlan } from '../plan-run.ts';

/** A header as the list or a template writes it. */
interface WrittenHeader {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

/**
 * Headers that no runner can send once their variables are filled in: of requests, of what they carry, and of token
 * requests. A message names the variable at fault, and never its value.
 *
 * @param values what is known before the run; variables that the run itself sets are left alone
 * @param secrets names of the variables whose values no message shows
 */
export function checkHeaders(
  plan: RunPlan,
  values: ReadonlyMap<string, string>,
  secrets: ReadonlySet<string>,
): Diagnostic[] {
  const shown = new Map([...values].filter(([name]) => !secrets.has(name)));
  const ofRequests = plan.requests.flatMap(({ endpoint }) =>
    endpoint.headers
      .filter(({ disabled }) => !disabled)
      .map(({ key, value }) => ({ key, value: value ?? '', origin: endpoint.origin })),
  );
  const ofTokens = plan.tokenRequests.flatMap(({ identity: { signIn, origin } }) =>
    signIn.headers.map(({ key, value }) => ({ key, value, origin })),
  );
  const carried = plan.identities.flatMap(carriedHeaders);
  return [...ofRequests, ...carried, ...ofTokens].flatMap(({ key, value, origin }) => {
    const reason = reasonOf(value, values);
    const own = resolveText(key, values);
    const name = resolveText(key, shown);
    return [
      ...(isToken(own) || own.includes('{{') ? [] : [diagnose('bad-header-name', { name }, origin)]),
      ...(reason ? [diagnose('bad-header-value', { name, reason }, origin)] : []),
    ];
  });
}

/** Why a value cannot be sent, by the variable that is at fault where there is one. */
function reasonOf(text: string, values: ReadonlyMap<string, string>): string | undefined {
  const faultOf = (own: string) => headerValueFault(resolveText(own, values));
  const name = findReferences(text).find((reference) => faultOf(`{{${reference.name}}}`))?.name;
  return name === undefined ? faultOf(text) : faultOf(`{{${name}}}`)?.replace(/^it/, `the value of {{${name}}}`);
}

/** The headers that an identity puts on a request, as far as their values are not encoded on the way. */
function carriedHeaders({ auth, origin }: Identity): WrittenHeader[] {
  const text = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
  switch (auth.type) {
    case 'bearer':
      return [{ key: 'Authorization', value: text('token'), origin }];
    case 'apikey':
      return text('in') === 'query' ? [] : [{ key: text('key'), value: text('value'), origin }];
    case 'awsv4':
      return [
        { key: 'Authorization', value: ['accessKey', 'region', 'service'].map(text).join('/'), origin },
        { key: 'X-Amz-Security-Token', value: text('sessionToken'), origin },
      ];
    default:
      return [];
  }
}
