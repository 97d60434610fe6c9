import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import type { Located } from '../../schema/decode.ts';
import type { BuildContext } from '../build/build-context.ts';
import type { Json } from '../expectation.ts';
import { keywords, listKeywords, mapKeywords, schemaKeywords } from './schema-keywords.ts';
import type { SchemaFault } from './schema-validator.ts';

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

/**
 * Looks for keywords that JSON Schema draft 7 does not have. The validator in Postman's sandbox passes over what it does
 * not know, so that a slip would make an expectation that nothing can fail.
 */
export function checkKeywords(written: Located<unknown>, context: BuildContext): void {
  const schema = inFile(written, context);
  if (!schema) return;
  for (const { key, keyOrigin, value } of schema.entries()) {
    const place = value as Located<unknown>;
    if (!keywords.includes(key)) context.report(diagnose('bad-schema', { key, known: keywords }, keyOrigin));
    if (schemaKeywords.includes(key)) checkKeywords(place, context);
    if (listKeywords.includes(key) || key === 'items') for (const item of place.items()) checkKeywords(item, context);
    if (mapKeywords.includes(key)) for (const entry of place.entries()) checkKeywords(entry.value, context);
  }
}

/** The schema that is written here or in the file that is named here; undefined when the file is not JSON. */
function inFile(written: Located<unknown>, context: BuildContext): Located<unknown> | undefined {
  const file = context.file(written);
  // What is wrong with a file itself is reported where its JSON is made.
  if (file && !isJson(file)) return undefined;
  return file ? context.input.parse(file).value : written;
}

/** Reports what makes a schema invalid, so that a run does not fail with it. */
export function checkSchema(written: Located<unknown>, schema: Json, context: BuildContext): void {
  checkKeywords(written, context);
  for (const fault of context.input.validateSchema?.(schema) ?? []) {
    const { reason, hint } = fault;
    context.report(diagnose('invalid-schema', { reason, hint }, placeOf(fault, written, context)));
  }
}

function placeOf({ path, atKey }: SchemaFault, written: Located<unknown>, context: BuildContext): Origin {
  let place: Located<unknown> = written;
  for (const [index, step] of path.entries()) {
    const inside = inFile(place, context) ?? place;
    const entry = inside.entries().find(({ key }) => key === step);
    if (atKey && entry && index === path.length - 1) return entry.keyOrigin;
    const next = inside.is('sequence') ? inside.items()[Number(step)] : entry?.value;
    if (!next) return inside;
    place = next as Located<unknown>;
  }
  return place;
}
