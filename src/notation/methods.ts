/** HTTP methods and their properties. */

/** Methods that a list need not declare: most of RFC 9110, PATCH, QUERY, some of WebDAV, and PURGE of caches. */
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

/** Methods that do not change data (RFC 9110, section 9.2.1). A list can declare further requests safe. */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Methods whose body Postman does not send, unless `disableBodyPruning` is set. */
export const prunedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'COPY', 'PURGE', 'UNLOCK']);
