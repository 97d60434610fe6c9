/** Words in the names of fields, headers and variables whose values are secrets. */
const secretName = /token|jwt|secret|passw|session|cookie|api[-_]?key|assertion/i;

/** A name that only speaks of tokens: `token_type`, `expires_in`, an endpoint. */
const plainName = /type|expires|lifetime|endpoint|_uri$|_url$|supported/i;

/** True for a name that says that its value is a secret: `password`, `X-Api-Key`, `refresh_token`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !plainName.test(name);
}
