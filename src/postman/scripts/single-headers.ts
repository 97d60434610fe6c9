/**
 * Response headers that have one value, in lower case: an answer with several of them is faulty. All others are lists,
 * which may come as several lines (RFC 9110, section 5.3; Set-Cookie as in RFC 6265, section 3).
 */
export const singleHeaders: ReadonlySet<string> = new Set([
  'age',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'server',
]);
