import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import type { Located } from '../../source/located.ts';
import type { Json } from '../expectation.ts';
import { keywords, listKeywords, mapKeywords, schemaKeywords } from './schema-keywords.ts';
import type { SchemaFault, SchemaValidator } from './schema-validator.ts';

/** A file whose name says JSON has to be JSON, and not only YAML. */
function isJson({ path, text }: SourceFile): boolean {
  if (!path.endsWith('.json')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How the files that a schema may name are read, and what finds its mistakes. */
export interface SchemaReader {
  /** The file of `{ $file: path }`; undefined for anything else. */
  file(written: Located<unknown>): SourceFile | undefined;
  readonly input: {
    readonly parse: (source: SourceFile) => Result<Located<unknown>>;
    readonly validateSchema?: SchemaValidator | undefined;
  };
}

/**
 * Finds keywords that JSON Schema draft 7 does not have. The validator in Postman's sandbox ignores what it does not
 * know, so a typing error would make an expectation that nothing can fail.
 */
export function checkKeywords(written: Located<unknown>, reader: SchemaReader): Diagnostic[] {
  const schema = inFile(written, reader);
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

/** The schema that is written here or in the file that is named here; undefined when the file is not JSON. */
function inFile(written: Located<unknown>, reader: SchemaReader): Located<unknown> | undefined {
  const source = reader.file(written);
  // What is wrong with a file itself is reported where its JSON is made.
  if (source && !isJson(source)) return undefined;
  return source ? reader.input.parse(source).value : written;
}

/** The mistakes that make a schema invalid, so that a run does not fail with it. */
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
