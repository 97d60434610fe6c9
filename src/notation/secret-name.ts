/** Words in the names of fields, headers and variables whose values are secrets. */
const secretName = /token|jwt|secret|passw|session|cookie|api[-_]?key|assertion/i;

/** Words in names of values about a secret, such as `token_type` or `token_endpoint`. */
const plainName = /type|expires|lifetime|endpoint|_uri$|_url$|supported/i;

/** True for a name whose value is probably a secret, such as `password`, `X-Api-Key` or `refresh_token`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !plainName.test(name);
}
