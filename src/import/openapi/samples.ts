import { sample } from 'openapi-sampler';
import type { Example, Media } from './description.ts';
import type { Omissions } from './omissions.ts';
import type { References } from './references.ts';
import { JsonSchemas } from './to-json-schema.ts';
import { isLongNumber, isTree, type Tree } from './tree.ts';

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

/** Checks values with one schema. */
interface Validator {
  isValid(value: unknown): boolean;
  /** Returns where a value is not valid, such as `.user.name`. */
  faults(value: unknown): string[];
}

const anything: Validator = { isValid: () => true, faults: () => [] };

/** Loads what makes values for schemas. */
export async function loadSamples(references: References): Promise<Samples> {
  const { default: Ajv } = await import('ajv');
  const forRequests = new JsonSchemas(references, 'request', true);
  const forAnswers = new JsonSchemas(references, 'answer', false);
  const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', logger: false, meta: false, validateSchema: false });
  const validatorOf = (schema: Tree): Validator => {
    try {
      const check = ajv.compile(schema);
      const isValid = (value: unknown) => {
        try {
          return check(withNumbers(value)) === true;
        } catch {
          // A schema that contains itself at once, which no value ends.
          return true;
        }
      };
      return {
        isValid,
        faults: (value) => (isValid(value) ? [] : (check.errors ?? []).map(({ dataPath }) => dataPath)),
      };
    } catch {
      return anything;
    }
  };
  const make = (schema: Tree, isFull: boolean) => sampleQuietly(schema, isFull);
  return {
    value: (schema) => {
      const converted = forRequests.convert(schema);
      const first = make(converted, false);
      return validatorOf(converted).isValid(first) ? first : (make(withoutExamples(converted), false) ?? first);
    },
    body: ({ schema, examples, type }, omissions) => {
      const converted = schema && forRequests.convert(schema);
      const validator = converted && isJson(type) ? validatorOf(converted) : anything;
      const { isValid } = validator;
      const reasonOf = (example: Example) =>
        isLarge(example)
          ? 'large-example'
          : hasLongNumber(example.value)
            ? 'long-number'
            : isValid(example.value)
              ? undefined
              : 'unfit-example';
      const taken = examples.find((example) => reasonOf(example) === undefined);
      for (const example of examples) {
        if (example !== taken) omissions.add(reasonOf(example) ?? 'other-example', example.pointer);
      }
      if (taken) return taken.value;
      if (!converted) return undefined;
      const full = withoutFaults(make(converted, true), validator);
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

/** A sample without the properties at the top that are not valid, such as one that contains itself. */
function withoutFaults(value: unknown, validator: Validator): unknown {
  if (!isTree(value)) return value;
  const wrong = new Set(
    validator.faults(value).map((path) => /^\.([^.[]+)|^\['(.+?)'\]/.exec(path)?.slice(1).find(Boolean)),
  );
  return wrong.size === 0 ? value : Object.fromEntries(Object.entries(value).filter(([key]) => !wrong.has(key)));
}

/** True for a value with a number of many digits, which a list cannot have in JSON. */
export function hasLongNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (typeof value === 'string') return isLongNumber(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLongNumber);
}

/** A copy of a value with numbers of many digits as numbers. */
function withNumbers(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.includes('\\u0000') ? JSON.parse(text.replace(/"\\u0000(-?\d[^"]*)"/g, '$1')) : value;
}

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
