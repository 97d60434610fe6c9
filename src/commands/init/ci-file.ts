import { join } from 'node:path';
import type { Api } from '../../model/api.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import { printScalar } from '../../source/print/print-scalar.ts';

/** Where a CI system reads its file, from the root of the repository. */
export const ciPaths: Readonly<Record<string, string>> = {
  github: join('.github', 'workflows', 'postmint.yml'),
  gitlab: '.gitlab-ci.yml',
};

/** What a CI file says. */
interface CiInput {
  readonly api: Api;
  readonly environment: string;
  /** Path of the list, from the root of the repository. */
  readonly list: string;
}

/** Returns the names that the secrets of an environment have in the process environment. */
export function secretNames(api: Api, environment: string): string[] {
  const secrets = api.variables.filter(({ secret, produced, optional }) => secret && !produced && !optional);
  return secrets.map(({ name }) => secretKeys(api, environment, name)[0] ?? name);
}

/** A word that a shell and YAML read as it is. */
const word = (text: string) => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/**
 * Fills a template of templates/ci.
 *
 * @param template the text: `__LIST__`, `__ENVIRONMENT__` and `__SECRETS__` are replaced; `#if secrets` is for lists with secrets
 */
export function ciFile(template: string, { api, environment, list }: CiInput): string {
  const names = secretNames(api, environment);
  const blocks =
    names.length > 0
      ? template.replace(/^ *#(?:if secrets|endif)\n/gm, '')
      : template.replace(/^ *#if secrets\n[\s\S]*?^ *#endif\n/gm, '');
  const lines = names.map((name) => `${name}: \${{ secrets.${name} }}`);
  const commands = blocks.replace(/^( *- (?:run: )?)(.*__LIST__.*)$/gm, (_, start: string, command: string) => {
    const filled = command.replaceAll('__LIST__', () => word(list)).replaceAll('__ENVIRONMENT__', environment);
    // A command with a quote, ": " or " #" is another value in YAML.
    return `${start}${printScalar(filled)}`;
  });
  return commands
    .replace(/^( *)__SECRETS__$/m, (_, indent: string) => lines.map((line) => `${indent}${line}`).join('\n'))
    .replaceAll('__SECRETS__', names.join(', '))
    .replaceAll('__ENVIRONMENT__', environment);
}
