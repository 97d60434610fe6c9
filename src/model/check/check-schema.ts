import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import type { Located } from '../../source/located.ts';
import type { Json } from '../expectation.ts';
import { keywords, listKeywords, mapKeywords, schemaKeywords } from './schema-keywords.ts';
import type { SchemaFault, SchemaValidator } from './schema-validator.ts';

/** True if a file has the format that its name promises: a `.json` file must be JSON, not just YAML. */
function isJson({ path, text }: SourceFile): boolean {
  if (!path.endsWith('.json')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads the files that a schema refers to, and validates schemas. A build context is one. */
export interface SchemaReader {
  /** Returns the file of `{ $file: path }`; undefined for any other value. */
  file(written: Located<unknown>): SourceFile | undefined;
  readonly input: {
    readonly parse: (source: SourceFile) => Result<Located<unknown>>;
    readonly validateSchema?: SchemaValidator | undefined;
  };
}

/**
 * Reports keywords that JSON Schema draft 7 does not have. The validator in Postman's sandbox ignores them, so an
 * expectation with a typing error would never fail.
 */
export function checkKeywords(written: Located<unknown>, reader: SchemaReader): Diagnostic[] {
  const schema = inFile(written, reader);
  // The file is missing, which is reported where files are read.
  if (schema === written && isFileReference(written)) return [];
  return (schema?.entries() ?? []).flatMap(({ key, keyOrigin, value }) => {
    const place = value as Located<unknown>;
    const inside = [
      ...(schemaKeywords.includes(key) ? [place] : []),
      ...(listKeywords.includes(key) || key === 'items' ? place.items() : []),
      ...(mapKeywords.includes(key) ? place.entries().map((entry) => entry.value) : []),
    ];
    const unknown = keywords.includes(key) ? [] : [diagnose('bad-schema', { key, known: keywords }, keyOrigin)];
    return [...unknown, ...inside.flatMap((part) => checkKeywords(part as Located<unknown>, reader))];
  });
}

const isFileReference = (written: Located<unknown>) => {
  const [only, ...others] = written.entries();
  return only?.key === '$file' && others.length === 0;
};

/** The schema in the list, or in the file that is written in its place; undefined if that file is not JSON. */
function inFile(written: Located<unknown>, reader: SchemaReader): Located<unknown> | undefined {
  const source = reader.file(written);
  // Mistakes in the file are reported by json-text.ts.
  if (source && !isJson(source)) return undefined;
  return source ? reader.input.parse(source).value : written;
}

/**
 * Reports all mistakes in a schema, each at its place.
 *
 * @param written the schema in the list
 * @param schema the same schema as a JSON value, with files included
 */
export function checkSchema(written: Located<unknown>, schema: Json, reader: SchemaReader): Diagnostic[] {
  const faults = reader.input.validateSchema?.(schema) ?? [];
  return [
    ...checkKeywords(written, reader),
    ...faults.map((fault) => {
      const { reason, hint } = fault;
      return diagnose('invalid-schema', { reason, hint }, placeOf(fault, written, reader));
    }),
  ];
}

function placeOf({ path, atKey }: SchemaFault, written: Located<unknown>, reader: SchemaReader): Origin {
  let place: Located<unknown> = written;
  for (const [index, step] of path.entries()) {
    const inside = inFile(place, reader) ?? place;
    const entry = inside.entries().find(({ key }) => key === step);
    if (atKey && entry && index === path.length - 1) return entry.keyOrigin;
    const next = inside.is('sequence') ? inside.items()[Number(step)] : entry?.value;
    if (!next) return inside;
    place = next as Located<unknown>;
  }
  return place;
}
