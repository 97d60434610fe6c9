import { sample } from 'openapi-sampler';
import type { Example, Media } from './description.ts';
import type { Omissions } from './omissions.ts';
import type { References } from './references.ts';
import { JsonSchemas } from './to-json-schema.ts';
import { isTree, type Tree } from './tree.ts';

/** Longest example of a body, in characters of JSON. */
export const LONGEST_EXAMPLE = 4000;
/** Longest body that is made with all of its optional properties, in characters of JSON. */
const LONGEST_FULL = 2000;
/** Samples of deeper schemas are empty below this level. */
const DEEPEST = 6;

/** Values that schemas accept. */
export interface Samples {
  /** Returns a value for a parameter or field. */
  value(schema: Tree): unknown;
  /** Returns a body: the first example that is valid, else a sample. Undefined if it has neither example nor schema. */
  body(media: Media, omissions: Omissions): unknown;
  /** Returns the schema of complete answers, for `expect`. */
  answerSchema(schema: Tree): Tree;
}

type Validate = (value: unknown) => boolean;

/** Loads what makes values for schemas. */
export async function loadSamples(references: References): Promise<Samples> {
  const { default: Validator } = await import('ajv');
  const forRequests = new JsonSchemas(references, 'request', true);
  const forAnswers = new JsonSchemas(references, 'answer', false);
  const ajv = new Validator({ unknownFormats: 'ignore', logger: false, meta: false, validateSchema: false });
  const validatorOf = (schema: Tree): Validate => {
    try {
      const check = ajv.compile(schema);
      return (value) => check(value) === true;
    } catch {
      return () => true;
    }
  };
  const make = (schema: Tree, isFull: boolean) => sampleQuietly(schema, isFull);
  return {
    value: (schema) => {
      const converted = forRequests.convert(schema);
      const first = make(converted, false);
      return validatorOf(converted)(first) ? first : (make(withoutExamples(converted), false) ?? first);
    },
    body: ({ schema, examples, type }, omissions) => {
      const converted = schema && forRequests.convert(schema);
      const isValid = converted && isJson(type) ? validatorOf(converted) : () => true;
      const taken = examples.find((example) => isValid(example.value) && !isLarge(example));
      for (const example of examples) {
        if (example === taken) continue;
        omissions.add(
          isLarge(example) ? 'large-example' : isValid(example.value) ? 'other-example' : 'unfit-example',
          example.pointer,
        );
      }
      if (taken) return taken.value;
      if (!converted) return undefined;
      const full = make(converted, true);
      if (isSmall(full) && isValid(full)) return full;
      const least = make(converted, false);
      if (isValid(least)) return least;
      const plain = make(withoutExamples(converted), false);
      return isValid(plain) ? plain : (least ?? full);
    },
    answerSchema: (schema) => forAnswers.convert(schema),
  };
}

/** True for a media type that is JSON. */
export const isJson = (type: string) => /[/+]json(?:;|$)/.test(type);

const isSmall = (value: unknown) => value !== undefined && JSON.stringify(value).length <= LONGEST_FULL;
const isLarge = ({ value }: Example) => (JSON.stringify(value) ?? '').length > LONGEST_EXAMPLE;

function sampleQuietly(schema: Tree, isFull: boolean): unknown {
  try {
    const options = {
      quiet: true,
      skipNonRequired: !isFull,
      skipReadOnly: true,
      enablePatterns: true,
      maxSampleDepth: DEEPEST,
    };
    return sample(schema, options, schema);
  } catch {
    // A pattern that the library cannot sample, for example.
    return undefined;
  }
}

/** A copy of a schema without the values that its author wrote, some of which may be wrong. */
function withoutExamples(schema: Tree): Tree {
  const walk = (value: unknown, isNames: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, false));
    if (!isTree(value)) return value;
    const kept = Object.entries(value).filter(([key]) => isNames || (key !== 'examples' && key !== 'default'));
    return Object.fromEntries(
      kept.map(([key, item]) => [
        key,
        walk(item, !isNames && /^(?:properties|patternProperties|definitions)$/.test(key)),
      ]),
    );
  };
  return walk(schema, false) as Tree;
}
