/** Returns the path of a URL without `/` at its end; undefined for any other text. */
export function basePathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : undefined;
}

/** Returns why a value cannot be a base URL, in words; undefined when it can. */
export function baseUrlFault(value: string): string | undefined {
  if (/\s/.test(value)) return 'it contains a space';
  if (value.includes('\\')) return 'it contains a backslash';
  if (!/^https?:\/\//i.test(value)) return 'it must start with https:// or http://';
  if (!URL.canParse(value)) return 'the host or the port is not valid';
  const url = new URL(value);
  if (/[^/]\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(value)) return 'a segment "." or ".." leads to another path';
  if (url.username || url.password) return 'a user or password in a URL is often logged';
  return url.search || value.includes('#') ? 'a query or fragment would come before the path' : undefined;
}
