import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { signedFaults } from '../../model/signed-faults.ts';
import { requestHeaderFault } from '../../notation/header-value.ts';
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
 * Reports headers that no runner can send after variables are replaced: headers of requests and token requests, and those
 * that auth adds. Messages name the variable at fault, never its value.
 *
 * @param values values that are known before the run. Variables that the run itself sets are not checked
 * @param secrets names of the variables whose values must not be shown
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
  const ofAuth = plan.identities.flatMap(authHeaders);
  return [...ofRequests, ...ofAuth, ...ofTokens].flatMap(({ key, value, origin }) => {
    const reason = reasonOf(value, values);
    const sent = resolveText(key, values);
    const name = resolveText(key, shown);
    return [
      ...(isToken(sent) || sent.includes('{{') ? [] : [diagnose('bad-header-name', { name }, origin)]),
      ...(reason ? [diagnose('bad-header-value', { name, reason }, origin)] : []),
    ];
  });
}

/** Why a value cannot be sent, in words; undefined if it can. Names the variable at fault, if there is one. */
function reasonOf(text: string, values: ReadonlyMap<string, string>): string | undefined {
  const faultOf = (value: string) => requestHeaderFault(resolveText(value, values));
  const name = findReferences(text).find((reference) => faultOf(`{{${reference.name}}}`))?.name;
  return name === undefined ? faultOf(text) : faultOf(`{{${name}}}`)?.replace(/^it/, `the value of {{${name}}}`);
}

/**
 * Reports attributes of an auth with which Postman could not sign.
 *
 * @param values values that are known before the run
 */
export function checkAttributes({ identities }: RunPlan, values: ReadonlyMap<string, string>): Diagnostic[] {
  const resolve = (text: string) => {
    const value = resolveText(text, values);
    return value.includes('{{') ? undefined : value;
  };
  return identities.flatMap(({ auth, origin }) =>
    signedFaults(auth.type, auth.attributes, resolve).map((fault) =>
      diagnose('auth-attribute', { type: auth.type, ...fault }, origin),
    ),
  );
}

/** The headers that an identity adds to a request, except those that Postman encodes (Basic). */
function authHeaders({ auth, origin }: Identity): WrittenHeader[] {
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
    case 'digest':
      return [{ key: 'Authorization', value: text('username'), origin }];
    case 'hawk':
      return ['authId', 'user', 'app', 'extraData'].map((key) => ({ key: 'Authorization', value: text(key), origin }));
    case 'edgegrid':
      return ['clientToken', 'accessToken'].map((key) => ({ key: 'Authorization', value: text(key), origin }));
    default:
      // Other types encode their attributes.
      return [];
  }
}
