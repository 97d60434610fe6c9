import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Api, Variable } from '../model/api.ts';
import { describeVariable, roleOf } from '../model/onboarding/variable-roles.ts';
import { printScalar } from '../source/print/print-scalar.ts';
import { toSource } from '../source/read.ts';
import { loadList, type ReadBeside } from './load-list.ts';

/** What a first list says. */
export interface FirstListInput {
  readonly name: string;
  readonly slug?: string | undefined;
  /** Name of an auth template. */
  readonly auth: string;
  /** Changes of the template, such as `token_url`. */
  readonly changes: readonly (readonly [key: string, value: string])[];
  readonly environment: string;
  /** Values of the environment, `base_url` first. */
  readonly values: readonly (readonly [name: string, value: string])[];
  /** Short entries, such as `GET /books`. */
  readonly endpoints: readonly string[];
  /** Path of the JSON Schema, relative to the list. */
  readonly schema: string;
}

/** A first list: its text, and the API that it describes. */
export interface FirstList {
  readonly text: string;
  /** Absent if the text has errors. */
  readonly api?: Api;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a first list. Variables that still need a value are added to its environment, empty, each with a comment.
 *
 * @param path the path of the list, as messages show it
 * @param read reads the files beside the list
 */
export function firstList(input: FirstListInput, path: string, read: ReadBeside): FirstList {
  const draft = textOf(input, []);
  const loaded = loadList(toSource(path, draft), read);
  if (!loaded.value) return { text: draft, diagnostics: loaded.diagnostics };
  const api = loaded.value;
  const given = new Set(input.values.map(([name]) => name));
  const typed = api.variables.filter((variable) => roleOf(variable, api) === 'to-type' && !given.has(variable.name));
  const text = textOf(
    input,
    typed.map((variable) => [variable, describeVariable(variable, api)]),
  );
  const { value, diagnostics } = loadList(toSource(path, text), read);
  return { text, diagnostics, ...(value ? { api: value } : {}) };
}

function textOf(input: FirstListInput, missing: readonly (readonly [variable: Variable, about: string])[]): string {
  const { name, slug, auth, changes, environment, values, endpoints, schema } = input;
  const flow = [['template', auth] as const, ...changes].map(([key, value]) => `${key}: ${inFlow(value)}`);
  const comment = (text: string) => `# ${text.replace(/\s+/g, ' ').trim()}`;
  const plain = missing.filter(([{ secret }]) => !secret);
  const secrets = missing.filter(([{ secret }]) => secret).map(([variable]) => variable.name);
  return `${[
    `# yaml-language-server: $schema=${schema}`,
    `name: ${printScalar(name)}`,
    ...(slug === undefined ? [] : [`slug: ${printScalar(slug)}`]),
    ...(auth === 'none' ? [] : [`auth: ${changes.length > 0 ? `{ ${flow.join(', ')} }` : auth}`]),
    'environments:',
    `  ${environment}:`,
    ...values.map(([key, value]) => `    ${key}: ${printValue(value)}`),
    ...plain.map(([variable, about]) => `    ${variable.name}: ${comment(about)}`),
    ...(secrets.length > 0 ? [`    ${comment(`Never here: ${secrets.join(', ')}.`)}`] : []),
    'endpoints:',
    ...endpoints.map((endpoint) => `  - ${printScalar(endpoint)}`),
  ].join('\n')}\n`;
}

/** A value as people would write it. Numbers and booleans stay what they are. */
const printValue = (value: string) =>
  /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?)$/.test(value) ? value : printScalar(value);

/** A value inside `{ }`, where commas and braces end a text without quotes. */
const inFlow = (value: string) => (/[,[\]{}#]|: |^\s|\s$/.test(value) ? JSON.stringify(value) : printScalar(value));
