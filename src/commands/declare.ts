/**
 * Functions that declare an option for yargs. Numbers and times are declared as text: the command parses them, and
 * reports what to type. Flags and repeatable options have their defaults in the command's `options.ts`, because yargs
 * would print "default: false" in the help of each.
 */

/** An option without a value. */
export const flag = (describe: string) => ({ type: 'boolean', describe }) as const;

/** An option with a value. */
export const text = (describe: string) => ({ describe, requiresArg: true }) as const;

/** An option with a value and a default. */
export const textOr = (value: string, describe: string) =>
  ({ default: value, defaultDescription: value, describe, requiresArg: true }) as const;

/** An option with a value that may be repeated. */
export const many = (describe: string) => ({ type: 'string', array: true, nargs: 1, describe }) as const;

/** The positional argument that all commands share: paths of lists. */
export const lists = {
  type: 'string',
  array: true,
  describe: 'Paths of lists',
  defaultDescription: 'endpoints.yaml and *.postmint.yaml, here or else in collections/*',
} as const;

/** Options of every command that signs in. */
export const signInOptions = {
  env: { alias: 'e', ...text('Environment; optional when there is only one') },
  var: many('NAME=VALUE, for this call; not for secrets'),
  'secret-stdin': text('Read the secret NAME from standard input'),
  'env-file': text('Read secrets from NAME=value lines; a file only you can read'),
} as const;

/** Options of every command that connects to a server. */
export const connectionOptions = {
  'timeout-request': textOr('30s', 'Longest time for one request'),
  'ca-file': text('PEM file with the certificates to trust'),
  'client-cert': text('CERT.pem,KEY.pem, or one file with both'),
  insecure: flag('Do not check certificates'),
  'allow-http': flag('Sign in over plain http to another machine'),
} as const;
