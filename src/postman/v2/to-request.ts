import type { Api, Endpoint, Body as ModelBody, MultipartField, Parameter } from '../../model/api.ts';
import { defaultIdentityOf, identityOf } from '../../model/identities.ts';
import { prunedMethods } from '../../notation/methods.ts';
import { toAuth } from './to-auth.ts';
import { toUrl } from './to-url.ts';
import type { Body, FormParam, Header, ProtocolProfileBehavior, Request, UrlencodedParam } from './types.ts';

/** Returns headers in Postman's format. */
export function toHeaders(headers: readonly Parameter[]): Header[] {
  return headers.map(({ key, value, disabled, description }) => ({
    key,
    value: value ?? '',
    ...(disabled ? { disabled: true as const } : {}),
    ...(description ? { description } : {}),
  }));
}

/** Returns a body in Postman's format. Postman derives the Content-Type from its language. */
export function toBody(body: ModelBody): Body {
  if (body.mode === 'raw') {
    return { mode: 'raw', raw: body.text, options: { raw: { language: body.language } } };
  }
  if (body.mode === 'file') return { mode: 'file', file: { src: body.file.path } };
  if (body.mode === 'formdata') return { mode: 'formdata', formdata: body.fields.map(toFormParam) };
  if (body.mode === 'graphql') {
    const { query, variables, operation } = body;
    return { mode: 'graphql', graphql: { query, variables, ...(operation ? { operationName: operation } : {}) } };
  }
  const urlencoded = body.fields.map(
    ({ key, value, disabled, description }): UrlencodedParam => ({
      key,
      value: value ?? '',
      type: 'text',
      ...(disabled ? { disabled: true as const } : {}),
      ...(description ? { description } : {}),
    }),
  );
  return { mode: 'urlencoded', urlencoded };
}

function toFormParam({ key, value, file, type, disabled, description }: MultipartField): FormParam {
  return {
    key,
    ...(file ? { type: 'file' as const, src: file.path } : { type: 'text' as const, value: value ?? '' }),
    ...(type ? { contentType: type } : {}),
    ...(disabled ? { disabled: true as const } : {}),
    ...(description ? { description } : {}),
  };
}

/**
 * Returns an endpoint's request. A request that inherits its auth has no `auth` key, as in the app's own exports: tools
 * disagree about `null`, `{}` and `{"type":"inherit"}`. A public request has `noauth` if the collection has auth.
 */
export function toRequest(endpoint: Endpoint, api: Api): Request {
  const { auth, method, headers, body, url, description } = endpoint;
  const own = auth === 'inherit' ? undefined : identityOf(api, endpoint);
  return {
    ...(own
      ? { auth: toAuth(own.auth) }
      : defaultIdentityOf(api) && auth === 'none'
        ? { auth: { type: 'noauth' } }
        : {}),
    method,
    header: toHeaders(headers),
    ...(body ? { body: toBody(body) } : {}),
    url: toUrl(url),
    ...(description ? { description } : {}),
  };
}

/** Returns settings that differ from Postman's defaults; undefined when none does. */
export function toBehavior(endpoint: Endpoint): ProtocolProfileBehavior | undefined {
  const { redirects, cookies } = endpoint.settings ?? {};
  const behavior: ProtocolProfileBehavior = {
    // By default, Postman silently drops the body of requests with these methods.
    ...(endpoint.body && prunedMethods.has(endpoint.method) ? { disableBodyPruning: true } : {}),
    ...(redirects ? { followRedirects: true } : {}),
    ...(cookies === false ? { disableCookies: true } : {}),
  };
  return Object.keys(behavior).length > 0 ? behavior : undefined;
}
