import { sample } from 'openapi-sampler';
import { isExactNumber } from '../../notation/json/json-number.ts';
import type { Example, Media } from './description.ts';
import type { Reason } from './omissions.ts';
import type { References } from './references.ts';
import { JsonSchemas } from './to-json-schema.ts';
import { isTree, type Tree } from './tree.ts';
import { anything, type Validator, validatorOf, withoutFaults } from './validator.ts';

/** Longest example of a body or answer, in characters of JSON. */
const LONGEST_EXAMPLE = 4000;
/** Longest body that is made with all of its optional properties, in characters of JSON. */
const LONGEST_FULL = 2000;
/** Levels of a sample, the first that makes a small one. Below, values are empty. */
const DEPTHS = [6, 5, 4, 3, 2];
/** How many values are tried for a schema whose simplest value is not valid. */
const TRIES = 10;

/** A value for a body. */
export interface BodySample {
  readonly value: unknown;
  /** JSON pointer of the example that it is; absent if it is made from the schema. */
  readonly pointer?: string | undefined;
  /** The examples, or parts of them, that are not used, as JSON pointers. */
  readonly omitted: readonly (readonly [reason: Reason, pointer: string])[];
}

/** Values that schemas accept. */
export interface Samples {
  /** Returns a value for a parameter or field. */
  value(schema: Tree): unknown;
  /**
   * Makes bodies, before `body` returns them. Where a schema refuses its simplest values, a library makes others; few
   * descriptions need it, and it takes as long to load as the rest.
   */
  prepare(all: readonly Media[]): Promise<void>;
  /** Returns a body: the first example that is valid, else a sample. Undefined if it has neither example nor schema. */
  body(media: Media): BodySample;
  /** Returns the schema of complete answers, for `expect`. */
  answerSchema(schema: Tree): Tree;
}

/** Returns what makes values for schemas. */
export const samplesOf = (references: References): Samples => new SchemaSamples(references);

class SchemaSamples implements Samples {
  private readonly forRequests: JsonSchemas;
  private readonly forAnswers: JsonSchemas;
  private readonly bodies = new Map<Media, BodySample>();
  private generate: ((schema: Tree, options: { seed: number }) => unknown) | undefined;
  /** True after a schema refused its simplest values, and there were no others. */
  private hasRefused = false;

  constructor(references: References) {
    this.forRequests = new JsonSchemas(references, 'request', true);
    this.forAnswers = new JsonSchemas(references, 'answer', false);
  }

  async prepare(all: readonly Media[]): Promise<void> {
    const refused = all.filter((media) => {
      this.hasRefused = false;
      this.bodies.set(media, this.makeBody(media));
      return this.hasRefused;
    });
    if (refused.length === 0) return;
    const { generateSync } = await import('json-schema-faker');
    this.generate = generateSync as never;
    for (const media of refused) this.bodies.set(media, this.makeBody(media));
  }

  value(schema: Tree): unknown {
    const converted = this.forRequests.convert(schema);
    const first = sampleQuietly(converted, false);
    const isValid = validatorOf(converted).isValid(first);
    return isValid ? first : (sampleQuietly(withoutExamples(converted), false) ?? first);
  }

  body(media: Media): BodySample {
    return this.bodies.get(media) ?? this.makeBody(media);
  }

  private makeBody({ schema, examples, type }: Media): BodySample {
    const converted = schema && this.forRequests.convert(schema);
    const validator = converted && isJson(type) ? validatorOf(converted) : anything;
    const reasonOf = ({ value }: Example): Reason | undefined => {
      if (isLarge(value)) return 'large-example';
      if (hasLongNumber(value)) return 'long-number';
      return validator.isValid(value) ? undefined : 'unfit-example';
    };
    const omitted: [Reason, string][] = [];
    let taken: Example | undefined;
    for (const example of examples) {
      const reason = reasonOf(example);
      if (reason === undefined && !taken) taken = example;
      else omitted.push([reason ?? 'other-example', example.pointer]);
    }
    if (!taken) return { value: converted && this.sample(converted, validator), omitted };
    if (taken.summary !== undefined) omitted.push(['other-example', `${taken.pointer}/summary`]);
    return { value: taken.value, pointer: taken.pointer, omitted };
  }

  answerSchema(schema: Tree): Tree {
    return this.forAnswers.convert(schema);
  }

  /** A value with all properties if it is small and valid, else with the required ones only. */
  private sample(schema: Tree, validator: Validator): unknown {
    let full: unknown;
    for (const depth of DEPTHS) {
      const made = withoutFaults(sampleQuietly(schema, true, depth), validator);
      full = made.value;
      if (made.isValid && isSmall(full)) return full;
    }
    const least = sampleQuietly(schema, false);
    if (validator.isValid(least)) return least;
    const plain = sampleQuietly(withoutExamples(schema), false);
    return validator.isValid(plain) ? plain : (this.other(schema, validator) ?? least ?? full);
  }

  /** A value for a schema whose simplest value is not valid, such as one with a pattern of several parts. */
  private other(schema: Tree, validator: Validator): unknown {
    if (!this.generate) this.hasRefused = true;
    for (let seed = 1; this.generate && seed <= TRIES; seed++) {
      try {
        const value = this.generate(withoutExamples(schema), { seed });
        if (validator.isValid(value)) return value;
      } catch {
        // Another seed may choose another branch.
      }
    }
    return undefined;
  }
}

/** True for a media type that is JSON. */
export const isJson = (type: string) => /[/+]json(?:;|$)/.test(type);

/** True for a value with a number of many digits, which a list cannot have in JSON. */
export function hasLongNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (typeof value === 'string') return isExactNumber(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (hasLongNumber((value as Tree)[key])) return true;
  return false;
}

const isSmall = (value: unknown) => value !== undefined && JSON.stringify(value).length <= LONGEST_FULL;
/** True for an example that is too large for a list. Some have a megabyte, which is not printed to be measured. */
export const isLarge = (value: unknown) =>
  roomAfter(value, LONGEST_EXAMPLE) < 0 || (JSON.stringify(value) ?? '').length > LONGEST_EXAMPLE;

/** The characters that are left at most after a value as JSON; when there are none, the rest is not looked at. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length;
  if (typeof value !== 'object' || value === null) return room - 1;
  let left = room - '{}'.length;
  for (const key in value) {
    if (left < 0) return left;
    left = roomAfter((value as Tree)[key], left - (Array.isArray(value) ? 0 : key.length));
  }
  return left;
}

function sampleQuietly(schema: Tree, isFull: boolean, maxSampleDepth = 6): unknown {
  try {
    const options = {
      quiet: true,
      skipNonRequired: !isFull,
      skipReadOnly: true,
      enablePatterns: true,
      maxSampleDepth,
    };
    return withoutUndefined(sample(schema, options, schema));
  } catch {
    // A pattern that the library cannot sample, for example.
    return undefined;
  }
}

/** A value without what is below the last level, which the sampler leaves undefined. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutUndefined);
  if (!isTree(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutUndefined(item)]));
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
