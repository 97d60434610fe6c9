import type { Api, Endpoint, Save } from '../../model/api.ts';
import {
  assertionName,
  type Expectation,
  formatRanges,
  type Json,
  type StatusRange,
  saveAssertionName,
} from '../../model/expectation.ts';
import { typedSavesOf, typeVariableOf } from '../../model/saved-types.ts';
import { Code, type Fillings, fillScript, type ScriptTexts } from './fill-script.ts';
import type { ScriptContext } from './script-context.ts';
import { singleHeaders } from './single-headers.ts';

/** Returns one script text for each expectation and each save of an endpoint, in order. */
export function toTests(endpoint: Endpoint, { api, scripts }: ScriptContext): string[] {
  return [
    ...endpoint.expectations.map((expectation) => toTest(expectation, api, scripts)),
    ...endpoint.saves.map((save) => toSave(save, api, scripts)),
  ];
}

/** Arguments of `fillScript`. */
type Filled = readonly [name: string, values: Fillings, sections?: readonly string[]];

function toTest(expectation: Expectation, api: Api, scripts: ScriptTexts): string {
  const title = assertionName(expectation);
  const fill = () => {
    const [name, values, sections] = chooseTest(expectation, api);
    return fillScript(scripts, name, { NAME: title, ...values }, sections);
  };
  return expectation.kind === 'status' ? keepStatusTest(title, scripts, fill) : fill();
}

/** Tests of a status by their titles. Cached, because most requests expect the same status. */
const statusTests = new WeakMap<ScriptTexts, Map<string, string>>();

function keepStatusTest(title: string, scripts: ScriptTexts, fill: () => string): string {
  const tests = statusTests.get(scripts) ?? new Map<string, string>();
  statusTests.set(scripts, tests);
  const test = tests.get(title) ?? fill();
  tests.set(title, test);
  return test;
}

function chooseTest(expectation: Expectation, api: Api): Filled {
  switch (expectation.kind) {
    case 'status':
      return chooseStatus(expectation.ranges);
    case 'header':
      return chooseHeader(expectation.name, expectation.value, expectation.literal);
    case 'body':
      return chooseBody(expectation.body, api, expectation.literal);
    case 'text': {
      const { text, literal } = expectation;
      return ['expect-text', { EXPECTED: text, ...literalData(literal) }, sectionsFor(text, literal)];
    }
    case 'schema':
      return ['expect-schema', { SCHEMA: expectation.schema }, variablesIn(expectation.schema)];
    case 'time':
      return ['expect-time', { LIMIT: expectation.milliseconds }];
  }
}

/** The section `variables`, if the data contains references. */
const variablesIn = (json: Json): string[] => (JSON.stringify(json).includes('{{') ? ['variables'] : []);

/**
 * The sections for a text: none if nothing in it is replaced, `variables` if it has references, and also `literal` if
 * braces beside them are text.
 */
function sectionsFor(text: string, literal: readonly string[] = []): string[] {
  const rest = literal.reduce((left, braces) => left.replaceAll(braces, ''), text);
  const variables = variablesIn(rest);
  return variables.length > 0 && literal.length > 0 ? [...variables, 'literal'] : variables;
}

const literalData = (literal: readonly string[] = []): Fillings => (literal.length > 0 ? { LITERAL: literal } : {});

function chooseStatus(ranges: readonly StatusRange[]): Filled {
  const [first, second] = ranges;
  const isCode = ({ from, to }: StatusRange) => from === to;
  if (first && !second) {
    return isCode(first)
      ? ['expect-status', { CODE: first.from }]
      : ['expect-status-class', { FROM: first.from, TO: first.to }];
  }
  if (ranges.every(isCode)) return ['expect-status-codes', { CODES: ranges.map(({ from }) => from) }];
  return ['expect-status-ranges', { RANGES: ranges.map(({ from, to }) => [from, to]), EXPECTED: formatRanges(ranges) }];
}

function chooseHeader(name: string, value: string | boolean, literal?: readonly string[]): Filled {
  if (value === true) return ['expect-header-present', { HEADER: name }];
  if (value === false) return ['expect-header-absent', { HEADER: name }];
  const variables = sectionsFor(value, literal);
  const lower = name.toLowerCase();
  // Case is ignored. With a variable in it, the script lowers the value itself.
  const values = { HEADER: name, EXPECTED: variables[0] ? value : value.toLowerCase(), ...literalData(literal) };
  if (singleHeaders.has(lower)) return ['expect-header-contains', values, variables];
  return ['expect-header-any', { ...values, LOWER_CASE: lower }, variables];
}

function chooseBody(body: Json, api: Api, literal: readonly string[] = []): Filled {
  const typed = typedIn(body, api);
  const saved = savedIn(body, api);
  const data = { EXPECTED: body, TYPED: typed, SAVED: saved, ...literalData(literal) };
  const sections = [...(saved.length > 0 ? ['saved'] : []), ...(literal.length > 0 ? ['literal'] : [])];
  if (typed.length + saved.length > 0) return ['expect-body-typed', data, ['typed', ...sections]];
  if (literal.length > 0) return ['expect-body', data, sections];
  const fields = fieldsOf(body);
  return fields ? ['expect-fields', { EXPECTED: fields }] : ['expect-body', { EXPECTED: body }];
}

/** Variables of type number or boolean that are a whole text in the JSON, as `{{name}}`. They are compared by type. */
function typedIn(json: Json, api: Api): string[] {
  const text = JSON.stringify(json);
  return api.variables
    .filter(({ name, type }) => type !== 'string' && text.includes(`"{{${name}}}"`))
    .map(({ name }) => `{{${name}}}`);
}

/** Saved variables that are a whole text in the JSON, as `{{name}}`. Each is compared by the type that it was saved with. */
function savedIn(json: Json, api: Api): string[] {
  const text = JSON.stringify(json);
  return [...typedSavesOf(api)].filter((name) => text.includes(`"{{${name}}}"`)).map((name) => `{{${name}}}`);
}

/** Prototypes with keys that lodash's `get` would find although the answer does not have them. */
const inherited = [Object, Array, String, Number, Boolean].map((type): object => type.prototype);

/** The scalars in a map by their paths; undefined if it has lists, empty maps, or keys that need quotes in a path. */
function fieldsOf(json: Json, path = '$'): { [path: string]: Json } | undefined {
  if (typeof json !== 'object' || json === null) return path === '$' ? undefined : { [path]: json };
  const entries = Object.entries(json);
  if (Array.isArray(json) || entries.length === 0) return undefined;
  const fields = entries.map(([key, value]) => {
    const isPlain = /^[A-Za-z_]\w*$/.test(key) && !inherited.some((prototype) => key in prototype);
    return isPlain ? fieldsOf(value, `${path}.${key}`) : undefined;
  });
  return fields.every((field) => field !== undefined) ? Object.assign({}, ...fields) : undefined;
}

function toSave({ variable, from }: Save, api: Api, scripts: ScriptTexts): string {
  const values = { NAME: saveAssertionName(variable), VARIABLE: variable, TYPE_VARIABLE: typeVariableOf(variable) };
  const typed = typedSavesOf(api).has(variable) ? ['typed'] : [];
  if (from.kind === 'body') {
    const sections = from.steps.some((step) => typeof step === 'number') ? [...typed, 'index'] : typed;
    return fillScript(scripts, 'save-body', { ...values, STEPS: from.steps, PATH: from.path }, sections);
  }
  if (from.kind === 'text') return fillScript(scripts, 'save-text', { ...values, PATTERN: from.match }, typed);
  const { name, match, decode } = from;
  const header = { HEADER: name, LOWER_CASE: name.toLowerCase() };
  if (match === undefined) return fillScript(scripts, 'save-header', { ...values, ...header }, typed);
  // A part of a Location is encoded for a URL, and would be encoded twice where it is used.
  const decodes = name.toLowerCase() === 'location' && decode !== false;
  const sections = decodes ? [...typed, 'decode'] : typed;
  const SAVED_VALUE = new Code(decodes ? 'saved' : 'value');
  return fillScript(scripts, 'save-header-part', { ...values, ...header, PATTERN: match, SAVED_VALUE }, sections);
}
