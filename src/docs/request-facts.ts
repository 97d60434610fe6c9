import type { Api, Endpoint, Example, Parameter, Save } from '../model/api.ts';
import { assertionName } from '../model/expectation.ts';
import { identityOf } from '../model/identities.ts';
import { describeVariable } from '../model/onboarding/variable-roles.ts';
import { showUrl } from '../model/show-url.ts';
import { soleReference } from '../notation/references.ts';
import { expectedExample } from '../postman/v2/expected-example.ts';

/** A row of a request's parameters. */
export interface ParameterRow {
  readonly place: 'path' | 'query' | 'header' | 'form' | 'file';
  readonly key: string;
  readonly value: string;
  readonly description?: string;
}

/** The text of a request's path, with `{name}` for its parameters, without the base URL. */
export function pathOf({ url }: Endpoint): string {
  const shown = showUrl(url).replace(/^\{\{base_url\}\}/, '');
  const keys = new Set(url.parameters.map(({ key }) => key));
  return shown.replace(/\/:([^/?]+)/g, (whole, key: string) => (keys.has(key) ? `/{${key}}` : whole)) || '/';
}

/** Returns all parameters of a request, in the order path, query, headers, body. */
export function parametersOf({ url, headers, body }: Endpoint, api: Api): ParameterRow[] {
  const row = (place: ParameterRow['place']) => (parameter: Parameter) => ({
    place,
    key: parameter.key,
    value: `${parameter.value ?? ''}${parameter.disabled ? ' (off)' : ''}`,
    ...(parameter.description ? { description: parameter.description } : {}),
  });
  const multipart = body?.mode === 'formdata' ? body.fields : [];
  const rows: ParameterRow[] = [
    ...url.parameters.map((parameter) => ({ place: 'path' as const, ...parameter })),
    ...url.query.map(row('query')),
    ...headers.map(row('header')),
    ...(body?.mode === 'urlencoded' ? body.fields.map(row('form')) : []),
    ...multipart.map((field) => (field.file ? { ...row('file')(field), value: field.file.path } : row('form')(field))),
    ...(body?.mode === 'file' ? [{ place: 'file' as const, key: 'body', value: body.file.path }] : []),
  ];
  // A value that another request makes says which.
  return rows.map((found) => {
    const made = api.variables.find(({ name, produced }) => produced && name === soleReference(found.value));
    return found.description || !made ? found : { ...found, description: describeVariable(made, api) };
  });
}

/** Returns the text of a body that is not a form; undefined if there is none. */
export function bodyTextOf({ body }: Endpoint): string | undefined {
  if (body?.mode === 'raw') return body.text;
  return body?.mode === 'graphql' ? body.query : undefined;
}

/** Returns what a request expects, one sentence each. */
export const expectationsOf = ({ expectations }: Endpoint): string[] => expectations.map(assertionName);

/** Returns what a request saves for later ones: the variable, and where the answer has it. */
export function savesOf({ saves }: Endpoint): { readonly variable: string; readonly from: string }[] {
  return saves.map(({ variable, from }) => ({ variable, from: sourceOf(from) }));
}

function sourceOf(from: Save['from']): string {
  if (from.kind === 'body') return from.path;
  return from.kind === 'text' ? `text that matches ${from.match}` : `header ${from.name}`;
}

/** Returns who sends a request, in words. */
export function senderOf(endpoint: Endpoint, api: Api): string {
  const identity = identityOf(api, endpoint);
  if (!identity || identity.auth.type === 'noauth') return 'Sends no credentials';
  const who = identity.name === undefined ? '' : ` as ${identity.name}`;
  return identity.signIn ? `Signs in${who}` : `Sends credentials${who} (${identity.auth.type})`;
}

/** Returns the example of an answer that a page shows: the first, else the answer that the request expects. */
export const exampleOf = (endpoint: Endpoint): Example | undefined => endpoint.examples[0] ?? expectedExample(endpoint);

/** Cuts a text that is long, at the end of a line if possible. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.lastIndexOf('\n', limit);
  return `${text.slice(0, end > limit / 2 ? end : limit)}\n…`;
}
