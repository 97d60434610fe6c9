import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import type { EnvironmentFile, FileVariable } from './collection-file.ts';
import { isObject, objectsIn, parseJson, textOf, textsIn } from './read-json.ts';

/**
 * Reads an environment or globals that Postman exported.
 *
 * @param kind what the file should be, for messages
 */
export function readEnvironment(source: SourceFile, kind: 'environment' | 'globals'): Result<EnvironmentFile> {
  const fail = (reason: string) => ({
    diagnostics: [diagnose('variables-unreadable', { path: source.path, kind, reason })],
  });
  const parsed = parseJson(source);
  if ('fault' in parsed) return fail(parsed.fault);
  // Old files of globals are a list.
  const file = Array.isArray(parsed.value) ? { values: parsed.value } : parsed.value;
  if (!isObject(file)) return fail('it is not a JSON object');
  // Postman's API wraps an environment.
  const inner = file.values === undefined && isObject(file.environment) ? file.environment : file;
  const json = Array.isArray(inner.values) ? { ...inner, values: objectsIn(inner.values) } : inner;
  if (Array.isArray(json.item) || Array.isArray(json.requests)) return fail('it is a collection');
  if (!Array.isArray(json.values)) return fail('it has no list "values"');
  return {
    value: { name: textOf(json.name) || kind, json, variables: variablesOf(json.values) },
    diagnostics: [],
  };
}

/**
 * Returns the variables in a list of a file. The last of a name counts. newman uses those with `enabled: false` as well, so
 * only `disabled: true` switches one off.
 */
export function variablesOf(list: unknown): FileVariable[] {
  const found = objectsIn(list).flatMap(({ key, id, value, type, disabled }): FileVariable[] => {
    const name = textOf(key) || textOf(id);
    if (name === '' || disabled === true) return [];
    const secret = type === 'secret' || isSecretName(name);
    return [{ name, value: textOf(value), secret, ...(typeof value === 'object' ? { inside: textsIn(value) } : {}) }];
  });
  return [...new Map(found.map((variable) => [variable.name, variable])).values()];
}
