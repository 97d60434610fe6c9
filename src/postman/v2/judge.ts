import type { Collection as SdkCollection, Item as SdkItem } from 'postman-collection';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Api, type Endpoint, endpointsOf, requestsIn } from '../../model/api.ts';
import { assertionName, saveAssertionName } from '../../model/expectation.ts';
import {
  defaultIdentityOf,
  identityOf,
  placedIdentitiesOf,
  tokenIdentitiesOf,
  tokenRequestId,
} from '../../model/identities.ts';
import { hasPrerequest } from '../scripts/request-scripts.ts';
import { toJavaScript } from '../scripts/to-javascript.ts';
import { toUrl } from './to-url.ts';
import type { Collection, Item } from './types.ts';

/**
 * Loads a collection with Postman's SDK and compares the result with the API: the order of requests, and the effective
 * auth, method, URL, headers, body and scripts of each. The SDK is loaded only here.
 *
 * @returns one `judge-differs` diagnostic for each difference
 */
export async function judge(collection: Collection, api: Api): Promise<Diagnostic[]> {
  const sdk = (await import('postman-collection')).default;
  const loaded: SdkCollection = new sdk.Collection(collection as never);
  const items: SdkItem[] = [];
  loaded.forEachItem((item) => {
    items.push(item);
  });
  const rawUrls = new Map(itemsOf(collection.item).map((item) => [item.id, item.request.url.raw]));
  const diagnostics: Diagnostic[] = [];
  const differ = (endpoint: Endpoint | undefined, what: string, expected: string, found: string) => {
    if (expected === found) return;
    const subject = endpoint ? `${what} of "${endpoint.name}"` : what;
    diagnostics.push(diagnose('judge-differs', { what: subject, expected, found }, endpoint?.origin ?? api.origin));
  };
  const expected = endpointsOf(api.items);
  const tokens = tokenIdentitiesOf(api);
  const placed = placedIdentitiesOf(api);
  const ids = new Set(placed.map((identity) => tokenRequestId(api, identity)));
  const places = requestsIn(api.items).flatMap(({ kind }, index) => (kind === 'sign-in' ? [index] : []));
  const first = tokens.filter((identity) => !placed.includes(identity));
  const requests = items.slice(first.length).filter((item) => !ids.has(item.id));
  const positions = new Map(first.map((identity, index) => [identity, index]));
  for (const [index, identity] of placed.entries()) positions.set(identity, first.length + (places[index] ?? 0));
  for (const [index, identity] of [...first, ...placed].entries()) {
    const item = items[positions.get(identity) ?? -1];
    const id = tokenRequestId(api, identity);
    differ(undefined, `token request ${index + 1}`, id, item?.id ?? 'nothing');
    if (item)
      differ(undefined, `the URL of token request ${index + 1}`, identity.signIn.tokenUrl, urlText(item.request.url));
  }
  const guards = loaded.events.listenersOwn('prerequest').length;
  const guarded = tokens.some(({ signIn }) => signIn.guard);
  differ(undefined, 'the number of guards', guarded ? '1' : '0', String(guards));
  differ(undefined, 'the number of requests', String(expected.length), String(requests.length));
  for (const [index, endpoint] of expected.entries()) {
    const item = requests[index];
    if (!item) break;
    differ(endpoint, 'the id', endpoint.id, item.id);
    differ(endpoint, 'the auth', expectedAuth(endpoint, api), foundAuth(item));
    differ(endpoint, 'the method', endpoint.method, item.request.method);
    differ(endpoint, 'the URL', toUrl(endpoint.url).raw, urlText(item.request.url));
    differ(endpoint, 'the address', expectedAddress(endpoint), addressOf(item.request.url));
    // The app shows `raw` but sends the parts, so both must be the same URL.
    const raw = rawUrls.get(item.id) ?? '';
    differ(endpoint, 'the raw URL', urlText(item.request.url), urlText(new sdk.Url(raw)));
    const headers = endpoint.headers
      .filter(({ disabled }) => !disabled)
      .map(({ key, value }) => `${key}: ${value ?? ''}`);
    differ(endpoint, 'the headers', headers.join('\n'), headersOf(item));
    differ(endpoint, 'the body', bodyText(endpoint), foundBody(item));
    differ(endpoint, 'the assertions', expectedTests(endpoint).join('\n'), foundTests(item, endpoint).join('\n'));
    differ(
      endpoint,
      'the prerequest script',
      String(hasPrerequest(endpoint, api)),
      String(hasScript(item, 'prerequest')),
    );
  }
  return diagnostics;
}

/** All requests of a collection, including those in folders. */
function itemsOf(items: Collection['item']): Item[] {
  return items.flatMap((item) => ('request' in item ? [item] : itemsOf(item.item)));
}

function bodyText({ body }: Endpoint): string {
  if (!body) return '';
  switch (body.mode) {
    case 'raw':
      return body.text;
    case 'file':
      return `file ${body.file.path}`;
    case 'graphql':
      return [body.query, body.variables, body.operation ?? ''].join('\n');
    case 'formdata':
      return body.fields
        .filter(({ disabled }) => !disabled)
        .map(({ key, value, file, type = '' }) => `${key}=${file ? `file ${file.path}` : (value ?? '')} ${type}`)
        .join('&');
    case 'urlencoded':
      return body.fields
        .filter(({ disabled }) => !disabled)
        .map(({ key, value }) => `${key}=${value ?? ''}`)
        .join('&');
  }
}

function foundBody(item: SdkItem): string {
  const { body } = item.request;
  if (!body) return '';
  if (body.mode === 'raw') return String(body.raw ?? '');
  if (body.mode === 'file') return `file ${(body.file as { src?: string } | undefined)?.src ?? ''}`;
  if (body.mode === 'graphql') {
    const { query = '', variables = '', operationName = '' } = (body as { graphql?: Graphql }).graphql ?? {};
    return [query, variables, operationName].join('\n');
  }
  if (body.mode === 'formdata') return formFields(body.formdata);
  const fields = body.urlencoded?.filter((field) => !(field as { disabled?: boolean }).disabled, null) ?? [];
  return fields.map(({ key, value }) => `${key}=${value}`).join('&');
}

interface Graphql {
  readonly query?: string;
  readonly variables?: string;
  readonly operationName?: string;
}

/** A field of a multipart body, as the SDK holds it. */
interface SdkField {
  readonly key: string;
  readonly value?: unknown;
  readonly type?: string;
  readonly src?: string;
  readonly contentType?: string;
  readonly disabled?: boolean;
}

function formFields(fields: { all(): unknown[] } | undefined): string {
  return ((fields?.all() ?? []) as SdkField[])
    .filter(({ disabled }) => !disabled)
    .map(({ key, value, type, src, contentType = '' }) => {
      return `${key}=${type === 'file' ? `file ${src ?? ''}` : String(value ?? '')} ${contentType}`;
    })
    .join('&');
}

/** How the script of an assertion begins. With `retry`, the tests are collected first. */
const testCall = (name: string, { retry }: Endpoint) => `${retry ? '' : 'pm.'}test(${toJavaScript(name)},`;

function expectedTests(endpoint: Endpoint): string[] {
  const names = [
    ...endpoint.expectations.map(assertionName),
    ...endpoint.saves.map((save) => saveAssertionName(save.variable)),
  ];
  return names.map((name) => testCall(name, endpoint));
}

/** The expected assertions that are in the test scripts. */
function foundTests(item: SdkItem, endpoint: Endpoint): string[] {
  const text = scriptText(item, 'test');
  return expectedTests(endpoint).filter((call) => text.includes(call));
}

function scriptText(item: SdkItem, listen: string): string {
  return item.events
    .listenersOwn(listen)
    .map((event) => event.script?.toSource() ?? '')
    .join('\n');
}

const hasScript = (item: SdkItem, listen: string) => scriptText(item, listen) !== '';

function expectedAuth(endpoint: Endpoint, api: Api): string {
  const identity = identityOf(api, endpoint);
  if (!identity) return defaultIdentityOf(api) ? 'noauth' : 'none';
  const { type, attributes } = identity.auth;
  return [type, ...attributes.map(({ key, value }) => `${key}=${value}`)].join(' ');
}

/** The effective auth of a request: its own, or inherited from its nearest parent that has auth. */
function foundAuth(item: SdkItem): string {
  const auth = item.getAuth();
  if (!auth?.type) return 'none';
  const attributes = auth.parameters()?.map(({ key, value }) => `${key}=${String(value)}`, null) ?? [];
  return [auth.type, ...attributes].join(' ');
}

/** A URL as the SDK parsed it, without the values of its path variables. */
function urlText(url: SdkItem['request']['url']): string {
  const protocol = url.protocol ? `${url.protocol}://` : '';
  const query = url.query.filter((parameter) => !(parameter as { disabled?: boolean }).disabled, null);
  const search = query.map(({ key, value }) => (value === null ? key : `${key}=${value}`)).join('&');
  // `getPath` fails for a URL without a path.
  const path = url.path ? url.getPath({ unresolved: true }) : '';
  return `${protocol}${url.getRemote()}${path}${query.length > 0 ? `?${search}` : ''}`;
}

/** The path with the values of its variables, as the SDK fills them in. */
function addressOf(url: SdkItem['request']['url']): string {
  return url.path ? url.getPath() : '';
}

function expectedAddress({ url }: Endpoint): string {
  const values = new Map(url.parameters.map(({ key, value }) => [`:${key}`, value]));
  if (url.path.length === 0) return '';
  return `/${url.path.map((segment) => values.get(segment) ?? segment).join('/')}`;
}

function headersOf(item: SdkItem): string {
  return item.request.headers
    .filter((header) => !header.disabled, null)
    .map((header) => `${header.key}: ${header.value}`)
    .join('\n');
}
