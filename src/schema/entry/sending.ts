import * as z from 'zod';

/** When a request is sent again. */
export const retryEntry = z.strictObject({
  times: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .meta({
      description: 'How often the request is sent again at most, if an expectation or a save fails.',
      examples: [20],
    }),
  every: z
    .string()
    .optional()
    .meta({
      description: 'Pause before each further try, with its unit: at most 5 minutes.',
      default: '1s',
      examples: ['3s'],
    }),
  idempotent: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` allows a request that may change data to be sent again: it has the same effect if it is sent several times.',
      default: false,
      examples: [true],
    }),
});

/** `retry`, as written in the list. */
export type RetryEntry = z.infer<typeof retryEntry>;

/** How one request is sent. */
export const settingsEntry = z.strictObject({
  redirects: z
    .enum(['none', 'same-origin', 'any'])
    .optional()
    .meta({
      description:
        'Which redirects are followed: `none`, those to the same scheme, host and port, or `any`. Postman and newman know all or none: there, `same-origin` follows all, so it is only for requests without sign-in, secrets and body. `any` sends the request, with its secrets, wherever the server says.',
      default: 'none',
      examples: ['same-origin'],
    }),
  cookies: z
    .boolean()
    .optional()
    .meta({
      description: '`false` sends no cookies with the request, and keeps none of its answer.',
      default: true,
      examples: [false],
    }),
  timeout: z
    .string()
    .optional()
    .meta({
      description:
        'Longest time for the complete answer in `run`, with its unit. It takes precedence over `--timeout-request`. Postman and newman have one limit for all requests.',
      examples: ['60s'],
    }),
  max_response: z
    .string()
    .optional()
    .meta({
      description:
        'Largest answer in `run`, after decompression, up to 100MB. 1 MB is 1,000,000 bytes. `--max-response` is an upper limit for it. Postman and newman do not know it.',
      default: '10MB',
      examples: ['50MB'],
    }),
});

/** `settings`, as written in the list. */
export type SettingsEntry = z.infer<typeof settingsEntry>;

/** Keys of a request about when and how it is sent. */
export const sending = {
  set: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .meta({
      description:
        'Values of variables that are set before the request, for it and for later ones. A value is computed once for each sending, so `{{$timestamp}}` is the same in all requests that use the variable.',
      examples: [{ new_login: 'pm-{{$timestamp}}' }],
    }),
  retry: retryEntry.optional().meta({
    description:
      'Sends the request again until all its expectations and saves hold, for example to wait for the end of a job. Only the last try counts. In the Postman app, it works in the collection runner, not with *Send*.',
    examples: [{ times: 20, every: '3s' }],
  }),
  settings: settingsEntry.optional().meta({
    description: 'How the request is sent.',
    examples: [{ timeout: '60s', max_response: '50MB' }],
  }),
  skippable: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true`: its own `before` script, or that of a folder, may skip the request with `pm.execution.skipRequest()`, and `run` is still green. At least one request must be sent.',
      default: false,
      examples: [true],
    }),
};

/** Whether something is sent last. A key of requests and folders. */
export const always = z
  .boolean()
  .optional()
  .meta({
    description:
      '`true`: `run` sends it last in each iteration, whatever failed before, for example to delete what was created. It is selected whenever a request that makes its values is sent, and omitted if they were not made. Requests that may change data still need `--unsafe`. Postman and newman send it in its place.',
    default: false,
    examples: [true],
  });
