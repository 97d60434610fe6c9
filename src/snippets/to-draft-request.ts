import type { Identity, SignIn } from '../auth/sign-in.ts';
import type { Body, Endpoint, MultipartField, Url } from '../model/api.ts';
import { formOf, usesBasic } from '../model/sign-in-form.ts';
import type { DraftBody, DraftField, DraftHeader, DraftRequest, DraftUser } from './draft.ts';
import { joinText, type Piece } from './holes.ts';
import type { Values } from './values.ts';

/** Encodes what a runner would encode in literal text of a URL. What the list has encoded stays as it is. */
const encodeUrlText = (text: string) =>
  text.replace(/[^A-Za-z0-9\-._~!$()*,;:@/?%&=+]+/g, (part) => encodeURIComponent(part).replaceAll("'", '%27'));

/** The URL of a request, with the values of its path parameters and its query. */
export function draftUrl({ base, path, parameters, query, wide = [] }: Url, values: Values): Piece[] {
  const byKey = new Map(parameters.map(({ key, value }) => [`:${key}`, value]));
  const segments = path.map((segment) => {
    const text = byKey.get(segment) ?? segment;
    return values.pieces(text, wide.includes(text) ? 'wide' : 'url', encodeUrlText);
  });
  const pairs = values.sent(query).map(({ key, value, encode }): Piece[] => {
    const place = encode === false ? 'plain' : 'url';
    const name = values.pieces(key, 'url', encodeUrlText);
    return value === null ? name : [...name, '=', ...values.pieces(value, place, encodeUrlText)];
  });
  const join = (parts: readonly Piece[][], between: string): Piece[] =>
    parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
  return joinText([
    ...values.pieces(base, 'plain'),
    ...(segments.length > 0 ? ['/', ...join(segments, '/')] : []),
    ...(pairs.length > 0 ? ['?', ...join(pairs, '&')] : []),
  ]);
}

function draftField(field: MultipartField, values: Values): DraftField {
  const { key, value, file, type } = field;
  return {
    key,
    value: file ? [] : values.pieces(value ?? '', 'form'),
    ...(file ? { file: file.path } : {}),
    ...(type ? { type } : {}),
  };
}

/** A JSON body. Members and items that are just an optional variable without a value are removed. */
function draftJson(text: string, values: Values, isNumber: (variable: string) => boolean): Piece[] {
  // The text has one member or item in each line.
  const alone = /^ *(?:"(?:[^"\\]|\\.)*": )?"?(\{\{[^{}]+\}\})"?(,?)$/;
  const lines = text.split('\n');
  const kept = lines.filter((line) => !values.isEmpty(alone.exec(line)?.[1] ?? ''));
  // The last member of a map or list has no comma.
  const isLast = (index: number) => /^\s*[}\]]/.test(kept[index + 1] ?? '');
  const json = kept.map((line, index) => (isLast(index) ? line.replace(/,$/, '') : line)).join('\n');
  return joinText(values.jsonPieces(json, isNumber));
}

/** The body of a request, and the Content-Type that Postman sends with it. */
function draftBody(
  body: Body,
  values: Values,
  isNumber: (variable: string) => boolean,
): { readonly body: DraftBody; readonly type?: string } {
  switch (body.mode) {
    case 'raw': {
      if (body.language === 'json') {
        return { body: { mode: 'json', text: draftJson(body.text, values, isNumber) }, type: 'application/json' };
      }
      const isXml = body.language === 'xml';
      const text = joinText(values.pieces(body.text, isXml ? 'xml' : 'plain'));
      return { body: { mode: 'text', text }, type: isXml ? 'application/xml' : 'text/plain' };
    }
    case 'graphql': {
      const { query, variables, operation } = body;
      const json = [
        `{\n  "query": ${JSON.stringify(query)}`,
        ...(operation ? [`  "operationName": ${JSON.stringify(operation)}`] : []),
        ...(variables.trim() === '' ? [] : [`  "variables": ${variables.replaceAll('\n', '\n  ')}`]),
      ];
      const text = draftJson(`${json.join(',\n')}\n}`, values, isNumber);
      return { body: { mode: 'json', text }, type: 'application/json' };
    }
    case 'urlencoded': {
      const fields = values.sent(body.fields).map((field) => draftField(field, values));
      return { body: { mode: 'form', fields }, type: 'application/x-www-form-urlencoded' };
    }
    case 'formdata':
      return {
        body: { mode: 'multipart', fields: values.sent(body.fields).map((field) => draftField(field, values)) },
      };
    case 'file':
      return { body: { mode: 'file', path: body.file.path }, type: 'application/octet-stream' };
  }
}

/** What an identity adds to a request. `query` is added to the URL. */
interface Credentials {
  readonly headers: readonly DraftHeader[];
  readonly query: readonly Piece[];
  readonly user?: DraftUser;
}

/** The credentials of an identity; undefined for a type that no language here can send. */
export function credentialsOf(auth: Identity['auth'], values: Values): Credentials | undefined {
  const of = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
  const read = (key: string) => values.pieces(of(key), 'plain');
  const none = { headers: [], query: [] };
  switch (auth.type) {
    case 'noauth':
      return none;
    case 'bearer':
      return { ...none, headers: [{ key: 'Authorization', value: joinText(['Bearer ', ...read('token')]) }] };
    case 'basic':
      return { ...none, user: { user: read('username'), password: read('password') } };
    case 'apikey': {
      if (of('in') !== 'query') {
        const key = read('key');
        // A header whose name is not known cannot be written.
        if (key.some((piece) => typeof piece !== 'string')) return undefined;
        return { ...none, headers: [{ key: key.join(''), value: read('value') }] };
      }
      const encoded = (key: string) => values.pieces(of(key), 'url', encodeURIComponent);
      return { ...none, query: [...encoded('key'), '=', ...encoded('value')] };
    }
    case 'digest':
    case 'ntlm':
      return { ...none, user: { user: read('username'), password: read('password'), option: [`--${auth.type}`] } };
    case 'awsv4': {
      const [region, service] = [read('region'), read('service')];
      if ([...region, ...service].some((piece) => typeof piece !== 'string')) return undefined;
      const option = ['--aws-sigv4', `aws:amz:${region.join('')}:${service.join('')}`];
      const session = values.isEmpty(of('sessionToken')) ? [] : read('sessionToken');
      const headers = session.length > 0 ? [{ key: 'X-Amz-Security-Token', value: session }] : [];
      return { ...none, headers, user: { user: read('accessKey'), password: read('secretKey'), option } };
    }
    default:
      return undefined;
  }
}

const has = (headers: readonly DraftHeader[], key: string) =>
  headers.some((header) => header.key.toLowerCase() === key.toLowerCase());

/**
 * Returns the request of an endpoint.
 *
 * @param auth the auth of its identity; undefined if it sends no credentials
 * @param isNumber whether a variable without a value is a number in JSON
 */
export function draftRequest(
  endpoint: Endpoint,
  auth: Identity['auth'] | undefined,
  values: Values,
  isNumber: (variable: string) => boolean,
): DraftRequest | undefined {
  const credentials = auth ? credentialsOf(auth, values) : { headers: [], query: [] };
  if (!credentials) return undefined;
  const own = values
    .sent(endpoint.headers)
    .map(({ key, value }) => ({ key, value: values.pieces(value ?? '', 'plain') }));
  const made = endpoint.body && draftBody(endpoint.body, values, isNumber);
  const type = made?.type && !has(own, 'Content-Type') ? [{ key: 'Content-Type', value: [made.type] }] : [];
  const url = draftUrl(endpoint.url, values);
  const asks = url.some((piece) => typeof piece === 'string' && piece.includes('?'));
  const query = credentials.query.length > 0 ? [asks ? '&' : '?', ...credentials.query] : [];
  return {
    method: endpoint.method,
    url: joinText([...url, ...query]),
    headers: [...type, ...own, ...credentials.headers],
    ...(made ? { body: made.body } : {}),
    ...(credentials.user ? { user: credentials.user } : {}),
    followsRedirects: endpoint.settings?.redirects === 'any',
  };
}

/** A token URL. Only values in its query are encoded: others are the server's address. */
function tokenUrlPieces(tokenUrl: string, values: Values): Piece[] {
  const at = tokenUrl.indexOf('?');
  const [address, query] = at === -1 ? [tokenUrl, ''] : [tokenUrl.slice(0, at), tokenUrl.slice(at)];
  return [...values.pieces(address, 'plain'), ...values.pieces(query, 'url', encodeUrlText)];
}

/** Returns the token request of a sign-in. */
export function draftTokenRequest(signIn: SignIn, values: Values): DraftRequest {
  const { tokenUrl, headers, body, clientId, clientSecret, droppable, clientAuthentication } = signIn;
  const place = clientAuthentication === 'basic-encoded' ? 'url' : 'plain';
  const client = { user: values.pieces(clientId, place), password: values.pieces(clientSecret, place) };
  const fields = formOf(signIn)
    .filter(({ key, value }) => !(droppable.includes(key) && values.isEmpty(value)))
    .map(({ key, value }) => ({ key, value: joinText(values.pieces(value, 'form')) }));
  const isForm = body.kind === 'form';
  const json = isForm ? [] : values.jsonPieces(JSON.stringify(body.value, null, 2), () => false);
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const own = headers.map(({ key, value }) => ({ key, value: values.pieces(value, 'plain') }));
  return {
    method: 'POST',
    url: joinText(tokenUrlPieces(tokenUrl, values)),
    headers: [...(has(own, 'Content-Type') ? [] : [{ key: 'Content-Type', value: [type] }]), ...own],
    body: isForm ? { mode: 'form', fields } : { mode: 'json', text: joinText(json) },
    ...(usesBasic(signIn) ? { user: client } : {}),
    followsRedirects: false,
  };
}
