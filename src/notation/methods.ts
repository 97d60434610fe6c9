/** Methods that need no declaration: RFC 9110, PATCH, WebDAV, QUERY, and the caches' PURGE. */
export const knownMethods: readonly string[] = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'QUERY',
  'PROPFIND',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'PURGE',
];

/** Methods that change nothing by themselves (RFC 9110, section 9.2.1); a list may declare others safe. */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Methods whose body Postman drops unless it is told to keep it. */
export const prunedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'COPY', 'PURGE', 'UNLOCK']);
