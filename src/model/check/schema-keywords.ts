/** Keywords of JSON Schema (draft 7) whose value is a schema. */
export const schemaKeywords: readonly string[] = [
  ...['additionalItems', 'additionalProperties', 'contains', 'propertyNames', 'not', 'if', 'then', 'else'],
];

/** Keywords of JSON Schema (draft 7) whose value is a list of schemas. */
export const listKeywords: readonly string[] = ['allOf', 'anyOf', 'oneOf'];

/** Keywords of JSON Schema (draft 7) whose value is a map of schemas. Its keys are names, not keywords. */
export const mapKeywords: readonly string[] = ['properties', 'patternProperties', 'definitions', 'dependencies'];

const plainKeywords = [
  ...['$id', '$schema', '$ref', '$comment', 'title', 'description', 'default', 'examples', 'readOnly', 'writeOnly'],
  ...['type', 'enum', 'const', 'format', 'contentEncoding', 'contentMediaType', 'pattern', 'required', 'uniqueItems'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['maxItems', 'minItems', 'maxProperties', 'minProperties'],
];

/** All keywords of JSON Schema (draft 7). `items` is a schema or a list of them. */
export const keywords: readonly string[] = [
  ...plainKeywords,
  'items',
  ...schemaKeywords,
  ...listKeywords,
  ...mapKeywords,
];
