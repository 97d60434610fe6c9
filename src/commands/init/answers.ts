import type { DescribedTemplate } from '../../library/auth-templates.ts';
import type { FirstListInput } from '../../library/first-list.ts';

/** What a first list is made from: options, and answers on a terminal. */
export interface InitAnswers {
  readonly name: string;
  /** Base of the names of files. Absent where that of the name is meant. */
  readonly slug?: string | undefined;
  readonly baseUrl: string;
  readonly auth: string;
  readonly environment: string;
  /** Values of variables, and keys of `auth`, by name. */
  readonly values: ReadonlyMap<string, string>;
  readonly endpoints: readonly string[];
  readonly ci: readonly string[];
  readonly trySignIn: boolean;
}

/** Keys of `auth` that a value may be for, rather than for a variable. */
const changes = new Set(['token_url', 'issuer', 'scope', 'client_authentication']);

/** A value that a template needs and that is not known. */
export interface NeededValue {
  readonly name: string;
  readonly about: string;
  /** Whether it is a key of `auth`, which may stay empty. */
  readonly isChange: boolean;
}

/** Returns the values that a template needs, without secrets. A token URL takes the place of an issuer. */
export function neededValues(
  auth: string,
  templates: readonly DescribedTemplate[],
  values: ReadonlyMap<string, string>,
): NeededValue[] {
  const template = templates.find(({ name }) => name === auth);
  const needed = (template?.variables ?? []).filter(({ needed, secret }) => needed && !secret);
  const wantsIssuer = needed.some(({ name }) => name === 'issuer') && auth.startsWith('oauth2-');
  const url = { name: 'token_url', about: 'Path or URL of the token endpoint, such as /oauth/token', isChange: true };
  return [
    ...(wantsIssuer && !values.has('issuer') ? [url] : []),
    ...needed
      .filter(({ name }) => !(wantsIssuer && name === 'issuer'))
      .map(({ name, description = '' }) => ({ name, about: description, isChange: false })),
  ].filter(({ name }) => !values.has(name));
}

/** Returns what the list says. */
export function toFirstList(answers: InitAnswers, schema: string): FirstListInput {
  const { name, slug, auth, environment, baseUrl, values, endpoints } = answers;
  const entries = [...values];
  return {
    name,
    slug,
    auth,
    changes: entries.filter(([key]) => changes.has(key)),
    environment,
    values: [['base_url', baseUrl], ...entries.filter(([key]) => !changes.has(key))],
    endpoints: endpoints.length > 0 ? endpoints : ['GET /'],
    schema,
  };
}
