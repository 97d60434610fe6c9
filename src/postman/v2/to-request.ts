import type { Api, Endpoint, Body as ModelBody, Parameter } from '../../model/api.ts';
import { defaultIdentityOf, identityOf } from '../../model/identities.ts';
import { prunedMethods } from '../../notation/methods.ts';
import { toAuth } from './to-auth.ts';
import { toUrl } from './to-url.ts';
import type { Body, Header, ProtocolProfileBehavior, Request, UrlencodedParam } from './types.ts';

/** Headers as Postman keeps them. */
export function toHeaders(headers: readonly Parameter[]): Header[] {
  return headers.map(({ key, value, disabled, description }) => ({
    key,
    value: value ?? '',
    ...(disabled ? { disabled: true as const } : {}),
    ...(description ? { description } : {}),
  }));
}

/** A body as Postman keeps it; its language makes the Content-Type. */
export function toBody(body: ModelBody): Body {
  if (body.mode === 'raw') {
    return { mode: 'raw', raw: body.text, options: { raw: { language: body.language } } };
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

/**
 * An endpoint's request. It has no `auth` key when it inherits, as the app itself exports it: `null`, `{}` and
 * `{"type":"inherit"}` are all read differently by different readers.
 * A public request says so itself where the collection has a sign-in.
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

/** What Postman has to do otherwise for this request; undefined in the usual case. */
export function toBehavior(endpoint: Endpoint): ProtocolProfileBehavior | undefined {
  // Postman drops the body of these methods, without a word, unless it is told not to.
  return endpoint.body && prunedMethods.has(endpoint.method) ? { disableBodyPruning: true } : undefined;
}
