/** Values of parameters as text: the styles of OpenAPI (3.1, section 4.8.12.3). */

import { isExactNumber } from '../../notation/json/json-number.ts';
import type { Parameter } from '../openapi/description.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { isTree, listOf, type Tree } from '../openapi/tree.ts';

/** A name and its values. */
export interface SentPair {
  readonly key: string;
  /** One value, or several, each with the name. */
  readonly value: string | number | boolean | readonly string[];
}

const delimiters: Readonly<Record<string, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** Returns a JSON value as text. Numbers of many digits begin with a mark. */
export const textOfValue = (value: unknown): string =>
  typeof value === 'string'
    ? isExactNumber(value)
      ? value.slice(1)
      : value
    : value === null || value === undefined
      ? ''
      : JSON.stringify(value);

/** A number or boolean stays what it is; anything else is text. */
export const scalarOf = (value: unknown): string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' ? value : textOfValue(value);

/** Returns the pairs that a parameter is sent as. */
export function serialize({ name, style, explode, mediaType }: Parameter, value: unknown): SentPair[] {
  if (mediaType !== undefined) return [{ key: name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  const join = (texts: readonly string[]) => texts.join(delimiters[style] ?? ',');
  if (Array.isArray(value)) {
    const texts = value.map(textOfValue);
    return [{ key: name, value: explode && style === 'form' ? texts : join(texts) }];
  }
  if (!isTree(value)) return [{ key: name, value: scalarOf(value) }];
  const entries = Object.entries(value);
  if (style === 'deepObject') return entries.map(([key, item]) => ({ key: `${name}[${key}]`, value: scalarOf(item) }));
  if (explode && style === 'form') return entries.map(([key, item]) => ({ key, value: scalarOf(item) }));
  const texts = explode
    ? entries.map(([key, item]) => `${key}=${textOfValue(item)}`)
    : entries.flatMap(([key, item]) => [key, textOfValue(item)]);
  return [{ key: name, value: join(texts) }];
}

/** Returns the value of a parameter in a path, with the prefixes of the styles `label` and `matrix` (RFC 6570). */
export function serializeInPath(parameter: Parameter, value: unknown): string {
  const { name, style, explode } = parameter;
  const isList = Array.isArray(value);
  if (style === 'label')
    return `.${isList ? value.map(textOfValue).join(explode ? '.' : ',') : pathText(parameter, value)}`;
  if (style !== 'matrix') return pathText(parameter, value);
  if (isList && explode) return value.map((item) => `;${name}=${textOfValue(item)}`).join('');
  if (isTree(value) && explode)
    return Object.entries(value)
      .map(([key, item]) => `;${key}=${textOfValue(item)}`)
      .join('');
  return `;${name}=${pathText(parameter, value)}`;
}

function pathText(parameter: Parameter, value: unknown): string {
  const [pair] = serialize({ ...parameter, style: 'simple' }, value);
  const text = pair?.value ?? '';
  return Array.isArray(text) ? text.join(',') : String(text);
}

/** Returns the value that the description gives: an example, the default, the constant or the first of `enum`. */
export function givenValue({ schema, ...parameter }: { readonly schema: Tree; readonly example?: unknown }): unknown {
  if (parameter.example !== undefined && parameter.example !== null) return parameter.example;
  const [example] = [schema.example, ...listOf(schema.examples)].filter(
    (value) => value !== undefined && value !== null,
  );
  const found = [example, schema.default, schema.const, listOf(schema.enum)[0]].find(
    (value) => value !== undefined && value !== null,
  );
  if (found !== undefined) return found;
  const items = isTree(schema.items) ? givenValue({ schema: schema.items }) : undefined;
  return items === undefined ? undefined : [items];
}

/** Returns the given value of a parameter as a literal of a list; undefined if there is none, or an empty one. */
export function literalOf(parameter: Parameter): string | number | boolean | undefined {
  const value = givenValue(parameter);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (value === undefined) return undefined;
  const text = cleanText(parameter.in === 'path' ? pathText(parameter, value) : textOfPairs(parameter, value));
  return text === '' || text.includes('{{') ? undefined : text;
}

function textOfPairs(parameter: Parameter, value: unknown): string {
  const [pair] = serialize({ ...parameter, explode: false }, value);
  return pair === undefined || Array.isArray(pair.value) ? '' : String(pair.value);
}
