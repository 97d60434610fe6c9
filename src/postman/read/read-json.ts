import type { SourceFile } from '../../diagnostics/origin.ts';
import type { JsonObject } from './collection-file.ts';

/** True for a JSON object. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the entries of a list that are objects; none for anything else. */
export const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Returns the texts in a value, at any depth. */
export const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [textOf(value)].filter((text) => text !== '');

/** Returns a text, number or boolean as text; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Parses a file as a JSON object, or says why it is none. The text is not quoted, because it may have secrets. */
export function parseObject(source: SourceFile): { readonly json: JsonObject } | { readonly fault: string } {
  const parsed = parseJson(source);
  if ('fault' in parsed) return parsed;
  return isObject(parsed.value) ? { json: parsed.value } : { fault: 'it is not a JSON object' };
}

/** Parses a file as JSON, or says why it is none. The text is not quoted, because it may have secrets. */
export function parseJson({ text }: SourceFile): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    if (error instanceof RangeError) return { fault: 'it is nested too deep' };
    if (text.trim() === '') return { fault: 'it is empty' };
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    const line = at === undefined ? '' : ` (line ${text.slice(0, Number(at)).split('\n').length})`;
    return { fault: `it is not JSON${line}` };
  }
}
