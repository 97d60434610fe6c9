import * as z from 'zod';
import { literal } from './literal.ts';

/** Where the value of a variable comes from. A list and an auth template have the same key. */
export const valueSource = z
  .string()
  .optional()
  .meta({
    description:
      'Where people find its value, and who has it: shown in Postman, on the onboarding page, and when a sign-in is refused.',
    examples: ['the *Credentials* tab of the client in Keycloak'],
  });

/** The long form of a variable. */
export const longVariable = z.strictObject({
  value: literal.optional().meta({
    description:
      'Value in every environment that does not set it. Its YAML type is the type of the variable. A secret must not have one.',
    examples: ['common-files'],
  }),
  secret: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` makes the variable a secret: it is empty in the generated files, and masked in output and reports of a run.',
      default: false,
      examples: [true],
    }),
  optional: z
    .boolean()
    .optional()
    .meta({
      description: '`true` allows a run to start while the variable is empty.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Description, shown in Postman and in the prompt for a secret.',
      examples: ['Slug of a workspace'],
    }),
  from: valueSource,
});

/** A variable in its long form, as written in the list. */
export type LongVariable = z.infer<typeof longVariable>;

const variable = z.union([literal, z.null(), longVariable]);

/** A variable, as written in the list: a value, null, or the long form. */
export type VariableEntry = z.infer<typeof variable>;

/** A map of variables by name. */
export const variables = z.record(z.string(), variable);

/** The long form of an environment. Unlike the short form, it has the key `variables`. */
export const longEnvironment = z.strictObject({
  variables: variables.meta({
    description: 'Variables of this environment by name, as in the short form.',
    examples: [{ base_url: 'https://api.example.com', username: 'ci' }],
  }),
  ca_file: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'PEM file with the certificates that `run` trusts in this environment, relative to the list. `--ca-file` takes precedence.',
      examples: ['certs/ca.pem'],
    }),
  client_cert: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'PEM file with the client certificate that `run` and `token` send in this environment, relative to the list; its key is in the same file or in `client_key`. It is sent to the origins of `base_url` and of the token URLs only. `--client-cert` takes precedence. The secret variable `client_cert_passphrase` opens an encrypted key; it is not declared, and is never kept in the environment file.',
      examples: ['certs/ci.pem'],
    }),
  client_key: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'PEM file with the key of `client_cert`.', examples: ['certs/ci.key'] }),
  client_pfx: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: 'PKCS #12 file (.pfx, .p12) with certificate and key, instead of `client_cert` and `client_key`.',
      examples: ['certs/ci.p12'],
    }),
  protected: z
    .boolean()
    .optional()
    .meta({
      description: '`true`: `run --unsafe` also requires `--yes`, so that nobody changes this server by accident.',
      default: false,
      examples: [true],
    }),
});

/** An environment in its long form, as written in the list. */
export type LongEnvironment = z.infer<typeof longEnvironment>;

/** The short form. No variable can be named `variables`, because this key marks the long form. */
const shortEnvironment = z.record(z.string().regex(/^(?!variables$)/), variable);

/** An environment, in short or long form. */
export const environment = z.union([shortEnvironment, longEnvironment]);

/** An environment, as written in the list. */
export type EnvironmentEntry = z.infer<typeof environment>;
