import type { Url } from './api.ts';

/**
 * Formats a URL with its `{{variables}}`, as in Postman's address bar and in reports. Disabled query parameters are
 * omitted.
 *
 * @example showUrl(endpoint.url) // '{{base_url}}/users/:login?verbose=true'
 */
export function showUrl({ base, path, query }: Url): string {
  const shown = query.filter((parameter) => !parameter.disabled);
  const search = shown.map(({ key, value }) => (value === null ? key : `${key}=${value}`)).join('&');
  return `${base}${path.length > 0 ? `/${path.join('/')}` : ''}${shown.length > 0 ? `?${search}` : ''}`;
}
