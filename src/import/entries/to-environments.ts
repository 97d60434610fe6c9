import { baseUrlFault } from '../../notation/base-url.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { slugOf } from '../../notation/slug.ts';
import { Commented, type Printable } from '../../source/print/print-value.ts';
import type { Server, ServerVariable } from '../openapi/description.ts';
import type { Omissions } from '../openapi/omissions.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { pointerTo } from '../openapi/tree.ts';
import type { Draft } from './context.ts';
import { UniqueNames, variableName } from './names.ts';
import { prose } from './secret-values.ts';

/** Environments of a list. */
export interface DraftEnvironments {
  readonly environments: Draft;
  /** Variables of the URLs, with their descriptions. */
  readonly variables: Draft;
}

/**
 * Returns an environment for each server. Variables in the URL of a server become variables of the environment.
 *
 * @param baseUrl the address of the API, for a description without one
 */
export function toEnvironments(
  servers: readonly Server[],
  baseUrl: string | undefined,
  omissions: Omissions,
): DraftEnvironments {
  const omit = (others: readonly Server[]) => {
    for (const { pointer } of others) if (pointer !== undefined) omissions.add('other-server', pointer);
  };
  const names = new UniqueNames((name, count) => `${name}-${count}`);
  const environments: Draft = {};
  const variables: Draft = {};
  const full = servers.filter(isFull);
  const path = servers.find(({ url }) => url.startsWith('/') && url !== '/')?.url.replace(/\/+$/, '') ?? '';
  if (baseUrl !== undefined || full.length === 0) {
    const address =
      baseUrl === undefined ? undefined : `${baseUrl.replace(/\/+$/, '')}${baseUrl.endsWith(path) ? '' : path}`;
    const help = `The address of the API, such as https://api.example.com${cleanText(path)}.`;
    environments[names.take('main')] =
      address === undefined ? new Commented([help], { base_url: null }) : { base_url: address };
    omit(servers.filter(({ url }) => url.replace(/\/+$/, '') !== path));
    return { environments, variables };
  }
  for (const server of full) {
    const name = names.take(environmentName(server, full.length === 1));
    const own: Draft = { base_url: '' };
    const url = plainServer(server.url).replace(/\{([^{}]+)\}/g, (_, key: string) => {
      const variable = server.variables.get(key);
      const known = variableName(key);
      const place = pointerTo(`${server.pointer}/variables`, key);
      const isSecret = findLiteralSecrets(known, variable?.value ?? '').length > 0;
      if (isSecret) omissions.add('secret-example', place);
      own[known] = isSecret ? null : (variable?.value ?? null);
      const about = variable && aboutVariable(variable);
      if (about) variables[known] = { description: prose(about) };
      return `{{${known}}}`;
    });
    own.base_url = url.replace(/\/+$/, '');
    environments[name] = own as Printable;
  }
  omit(servers.filter((server) => !isFull(server)));
  return { environments, variables };
}

/** Returns the URL of a server with its protocol, and without a query in which there may be a secret. */
export function plainServer(written: string): string {
  const url = written.replace(/^\/\//, 'https://');
  return findLiteralSecrets('base_url', url).length > 0 ? url.replace(/[?#].*$/s, '') : url;
}

/** What a variable of a URL is, and which values it can have. */
function aboutVariable({ description, choices }: ServerVariable): string {
  if (!choices) return description ?? '';
  const before = description === undefined ? '' : `${description.trim().replace(/\.$/, '')}. `;
  return `${before}One of: ${choices.join(', ')}.`;
}

/** The name of a server as an environment: from its own name or description if that is short, else from its host. */
function environmentName({ name, description, url }: Server, isOnly: boolean): string {
  const words = slugOf((name ?? description ?? '').replace(/\b(?:server|environment|api|the|our)\b/gi, ' '));
  if (words !== '' && words.length <= 24) return words;
  if (isOnly) return 'main';
  const host = /^(?:https?:)?\/\/([^/:]+)/.exec(url)?.[1] ?? '';
  return slugOf(host.replace(/\{[^{}]*\}/g, '').replace(/^(?:api|www)\./, '')) || 'main';
}

/** True for a server with a host, whose URL a list accepts: one with a user or a query is not. */
export function isFull({ url }: Server): boolean {
  const filled = plainServer(url)
    .replace(/:\{[^{}]+\}/g, ':1')
    .replace(/\{[^{}]+\}/g, 'x');
  return baseUrlFault(filled) === undefined && /^[\w.:[\]-]+$/.test(filled.split('/')[2] ?? '');
}
