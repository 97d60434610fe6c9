import type { Url as ModelUrl } from '../../model/api.ts';
import { showUrl } from '../../model/show-url.ts';
import type { QueryParam, Url } from './types.ts';

/**
 * Returns a URL in Postman's format. `raw` and the parts are the same URL: the app shows `raw`, runners send the parts.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html (url)
 */
export function toUrl(url: ModelUrl): Url {
  const query: QueryParam[] = url.query.map(({ key, value, disabled, description }) => ({
    key,
    value,
    ...(disabled ? { disabled: true as const } : {}),
    ...(description ? { description } : {}),
  }));
  return {
    raw: showUrl(url),
    ...toHost(url.base),
    ...(url.path.length > 0 ? { path: [...url.path] } : {}),
    ...(query.length > 0 ? { query } : {}),
    ...(url.parameters.length > 0 ? { variable: url.parameters.map((parameter) => ({ ...parameter })) } : {}),
  };
}

/** The parts of a base URL: `{{base_url}}` is one part, the host of an absolute URL is split at its dots. */
function toHost(base: string): Pick<Url, 'protocol' | 'host' | 'port'> {
  const absolute = /^(https?):\/\/(.*?)(?::(\d+|\{\{[^{}]+\}\}))?$/.exec(base);
  if (!absolute) return { host: [base] };
  const [, protocol, host, port] = absolute as unknown as [string, string, string, string | undefined];
  const parts = host.startsWith('[') ? [host] : splitOutside(host);
  return { protocol, host: parts, ...(port === undefined ? {} : { port }) };
}

/** Splits at dots that are not part of a `{{name.with.dots}}`. */
function splitOutside(host: string): string[] {
  return host.match(/(?:\{\{[^{}]*\}\}|[^.])+/g) ?? [host];
}
