import fc from 'fast-check';
import type { Json } from '../../src/model/expectation.ts';

type Schema = { readonly [key: string]: Json };

const name = fc.constantFrom('id', 'name', 'size', 'tags', 'owner', 'next');

/** A schema with an optional lower and an optional upper bound. */
const range = (low: string, high: string, least: number) =>
  fc
    .tuple(fc.option(fc.integer({ min: least, max: 9 })), fc.option(fc.nat({ max: 9 })))
    .map(([from, length]): Schema => {
      const bounds: Record<string, Json> = {};
      if (from !== null) bounds[low] = from;
      if (length !== null) bounds[high] = (from ?? 0) + length + 1;
      return bounds;
    });

const number = fc
  .tuple(
    fc.constantFrom('integer', 'number'),
    fc.oneof(range('minimum', 'maximum', -9), range('exclusiveMinimum', 'maximum', -9)),
  )
  .map(([type, bounds]): Schema => ({ type, ...bounds }));

const formats = ['date-time', 'date', 'time', 'email', 'uuid', 'uri', 'ipv4', 'ipv6', 'hostname'];
const text = fc.oneof(
  range('minLength', 'maxLength', 0).map((bounds): Schema => ({ type: 'string', ...bounds })),
  fc.constantFrom(...formats).map((format): Schema => ({ type: 'string', format })),
  fc.constantFrom('^[A-Z]{3}$', '^[0-9]{4}-[0-9]{2}$').map((pattern): Schema => ({ type: 'string', pattern })),
);

const literal = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>;
const values = fc.oneof(
  fc
    .uniqueArray(literal, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) })
    .map((choices): Schema => ({ enum: choices })),
  literal.map((value): Schema => ({ const: value })),
);

const others = fc.constantFrom<Schema>(
  {},
  { type: 'boolean' },
  { type: 'null' },
  { type: ['string', 'null'] },
  { $ref: '#/definitions/Id' },
);

/** JSON Schemas (draft 7) with common keywords. Each can be satisfied, and defines the schema that it refers to. */
export const arbitrarySchema = fc
  .letrec<Record<'schema' | 'object' | 'array' | 'anyOf' | 'allOf' | 'split', Schema>>((tie) => {
    const properties = fc.dictionary(name, tie('schema'), { maxKeys: 3, noNullPrototype: true });
    const required = fc.uniqueArray(name, { maxLength: 3 });
    return {
      schema: fc.oneof(
        { depthSize: 'small' },
        ...[number, text, values, others],
        ...(['object', 'array', 'anyOf', 'allOf', 'split'] as const).map((kind) => tie(kind)),
      ),
      object: fc.tuple(properties, required, fc.option(tie('schema'))).map(([own, names, other]): Schema => {
        const schema = { type: 'object', properties: own, required: names };
        return other === null ? schema : { ...schema, additionalProperties: other };
      }),
      array: fc
        .tuple(tie('schema'), range('minItems', 'maxItems', 0))
        .map(([items, bounds]): Schema => ({ type: 'array', items, ...bounds })),
      anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf): Schema => ({ anyOf })),
      // The two parts share no names, because two schemas for one name may contradict each other.
      allOf: fc.tuple(properties, properties).map(([first, second]): Schema => {
        const rest = Object.fromEntries(Object.entries(second).filter(([key]) => !(key in first)));
        const part = (own: Schema) => ({ required: Object.keys(own), properties: own });
        return { allOf: [part(first), part(rest)] };
      }),
      // The properties are described in one place and required in another.
      split: properties.map((own): Schema => ({ properties: own, anyOf: [{ required: Object.keys(own) }] })),
    };
  })
  .schema.map((schema): Schema => ({ ...schema, definitions: { Id: { type: 'integer', minimum: 3 } } }));
