import { type Diagnostic, diagnose, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import { quoteText } from '../../diagnostics/show-text.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { type Endpoint, type Environment, endpointsOf } from '../../model/api.ts';
import { namesOf, suggestedNames } from '../../model/endpoint-names.ts';
import { identityOf } from '../../model/identities.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import { loadSnippets } from '../../snippets/snippet.ts';
import { readVariables } from '../connection.ts';
import { chooseEnvironment, chooseList } from '../lists/choose.ts';
import type { Session } from '../session.ts';
import type { CurlOptions } from './options.ts';

/** Prints a request in a language, or sends it with `--run`. Returns the exit code. */
export async function runCurl(session: Session, options: CurlOptions): Promise<number> {
  const { words, run: isRun } = options;
  const [name, ...lists] = [...words].reverse();
  if (name === undefined || lists.length > 1) {
    const reason = 'curl takes a list and the name of one request';
    const help = `put the name in quotes: postmint curl ${quoteText(words.slice(-2).join(' '))}`;
    return session.end(2, [diagnose('usage', { reason, help })]);
  }
  const list = await chooseList(session.io.cwd, lists);
  if (!list.value) return session.end(2, list.diagnostics);
  const endpoint = findRequest(list.value, name);
  const diagnostics: Diagnostic[] = [...list.diagnostics, ...endpoint.diagnostics];
  const environment = chooseEnvironment(list.value, options.env);
  diagnostics.push(...environment.diagnostics);
  if (!endpoint.value || !environment.value || hasErrors(diagnostics)) return session.end(2, diagnostics);
  if (isRun) {
    const { folders, name: short } = endpoint.value;
    const request = [[...folders, short].join('/')];
    const { runRun } = await import('../run/handler.ts');
    return runRun(session, { ...options, lists: [list.value.path], request });
  }
  const { api } = list.value;
  const given = readVariables(list.value, environment.value, options.var);
  diagnostics.push(...given.diagnostics);
  if (!given.value) return session.end(2, diagnostics);
  const values = new Map([...valuesOf(list.value, environment.value), ...given.value]);
  const write = await loadSnippets();
  const { env } = session.io;
  const choose = (keys: readonly string[]) => keys.find((key) => env[key]);
  const input = { api, environment: { ...environment.value, values }, endpoint: endpoint.value, choose };
  const snippet = write(input, options.as);
  if (!snippet) return session.end(2, [...diagnostics, cannotWrite(list.value, endpoint.value, options.as)]);
  session.say(diagnostics);
  if (session.format === 'json') {
    const inputs = snippet.inputs.map(({ key, name: variable, secret, about }) => ({ key, variable, secret, about }));
    session.json(0, diagnostics, { language: options.as, text: snippet.text, inputs });
  }
  session.print(`${snippet.text}\n`);
  return 0;
}

/** The request with a name, or with a path such as `Users/Get a user`. */
function findRequest({ api }: LoadedList, name: string): Result<Endpoint> {
  const found = endpointsOf(api.items).filter((endpoint) => namesOf(endpoint).includes(name));
  const [value, second] = found;
  if (!value) return { diagnostics: [diagnose('unknown-request', { name, known: suggestedNames(api, name) })] };
  if (!second) return { value, diagnostics: [] };
  const paths = found.map((endpoint) => quoteText([...endpoint.folders, endpoint.name].join('/')));
  const reason = `${found.length} requests have the name ${quoteText(name)}`;
  return { diagnostics: [diagnose('usage', { reason, help: `choose one: ${paths.slice(0, 4).join(', ')}` })] };
}

/** The values of an environment's file, which people may have changed, without secrets. */
function valuesOf({ api, plan }: LoadedList, { name, values }: Environment): Map<string, string> {
  const file = plan.find((planned) => planned.name === `${api.slug}.${name}.postman_environment.json`);
  const content = JSON.parse(file?.text ?? '{}') as { values?: readonly { key: string; value?: string }[] };
  // What requests saved is of one person's session, and a name may tell a secret that the list does not declare.
  const hidden = api.variables.filter(({ name: own, secret, produced }) => secret || produced || isSecretName(own));
  const names = new Set(hidden.map((variable) => variable.name));
  const typed = (content.values ?? []).filter(({ key }) => values.has(key) && !names.has(key));
  return new Map([...values, ...typed.map(({ key, value }) => [key, String(value ?? '')] as const)]);
}

/** Why a request cannot be written: its auth is a signature, or `fetch` refuses its body. */
function cannotWrite({ api }: LoadedList, endpoint: Endpoint, language: string): Diagnostic {
  const type = identityOf(api, endpoint)?.auth.type ?? 'auth';
  const isSigned = !/^(?:bearer|basic|apikey|noauth|auth)$/.test(type);
  const why = isSigned ? `is signed (${type})` : `is ${endpoint.method} with a body`;
  const reason = `${quoteText(endpoint.name)} ${why}, which lines of ${language} cannot do`;
  return diagnose('usage', { reason, help: 'send it with --run, or from Postman' });
}
