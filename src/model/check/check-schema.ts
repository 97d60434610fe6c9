import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import type { Located } from '../../schema/decode.ts';
import type { BuildContext } from '../build/build-context.ts';

const one = ['additionalItems', 'additionalProperties', 'contains', 'propertyNames', 'not', 'if', 'then', 'else'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties', 'patternProperties', 'definitions', 'dependencies'];
const plain = [
  ...['$id', '$schema', '$ref', '$comment', 'title', 'description', 'default', 'examples', 'readOnly', 'writeOnly'],
  ...['type', 'enum', 'const', 'format', 'contentEncoding', 'contentMediaType', 'pattern', 'required', 'uniqueItems'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['maxItems', 'minItems', 'maxProperties', 'minProperties'],
];
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

const keywords = [...plain, 'items', ...one, ...lists, ...maps];

/**
 * Looks for keywords that JSON Schema draft 7 does not have. The validator in Postman's sandbox passes over what it does
 * not know, so that a slip would make an expectation that nothing can fail.
 */
export function checkSchema(written: Located<unknown>, context: BuildContext): void {
  // What is wrong with a file itself is told where its JSON is made.
  const file = context.file(written);
  if (file && !isJson(file)) return;
  const schema = file ? context.input.parse(file).value : written;
  if (!schema) return;
  for (const { key, keyOrigin, value } of schema.entries()) {
    const place = value as Located<unknown>;
    if (!keywords.includes(key)) context.report(diagnose('bad-schema', { key, known: keywords }, keyOrigin));
    if (one.includes(key)) checkSchema(place, context);
    if (lists.includes(key) || key === 'items') for (const item of place.items()) checkSchema(item, context);
    if (maps.includes(key)) for (const entry of place.entries()) checkSchema(entry.value, context);
  }
}
