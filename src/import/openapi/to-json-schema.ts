/** Schemas of OpenAPI as JSON Schema draft 7, which complete answers are compared with, and of which samples are made. */

import { isExactNumber } from '../../notation/json/json-number.ts';
import { definitionName, type References } from './references.ts';
import { isTree, listOf, pairsOf, type Tree } from './tree.ts';

type Draft = { [key: string]: unknown };

/** What a schema is for. In a request, properties that the server sets are not required. */
export type Purpose = 'request' | 'answer';

/** Keywords whose value is a schema, a list of them, or a map of them. */
const single = ['additionalProperties', 'additionalItems', 'contains', 'not', 'propertyNames', 'if', 'then', 'else'];
const many = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties', 'patternProperties'];
/** Keywords that are numbers. */
const numbers = `minimum maximum multipleOf minLength maxLength minItems maxItems minProperties maxProperties`.split(
  /\s+/,
);
/** Keywords that are copied. */
const texts = ['format', 'contentMediaType', 'contentEncoding'];
/** Keywords for samples only. */
const forSamples = ['default', 'examples', 'readOnly'];

/** Converts schemas, and keeps those that a `$ref` leads to. */
export class JsonSchemas {
  private readonly references: References;
  private readonly purpose: Purpose;
  private readonly isSample: boolean;
  /** Converted targets of `$ref`s by name, and the names that each one needs. */
  private readonly definitions = new Map<string, { readonly schema: Draft; readonly needs: Set<string> }>();

  /** @param isSample whether examples and default values are kept */
  constructor(references: References, purpose: Purpose, isSample: boolean) {
    this.references = references;
    this.purpose = purpose;
    this.isSample = isSample;
  }

  /** Returns a schema with all `definitions` that it needs. */
  convert(schema: Tree): Tree {
    const needs = new Set<string>();
    const converted = this.toDraft(schema, needs);
    const all = this.closure(needs);
    if (all.size === 0) return converted;
    const definitions: Draft = {};
    for (const name of [...all].sort()) definitions[name] = this.definitions.get(name)?.schema;
    // Keys beside `$ref` have no effect in draft 7.
    const own = Object.hasOwn(converted, '$ref') ? { allOf: [converted] } : converted;
    return { ...own, definitions };
  }

  private closure(needs: ReadonlySet<string>): Set<string> {
    const all = new Set<string>();
    const open = [...needs];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (all.has(name)) continue;
      all.add(name);
      open.push(...(this.definitions.get(name)?.needs ?? []));
    }
    return all;
  }

  private toDraft(schema: unknown, needs: Set<string>): Draft {
    if (schema === false) return { not: {} };
    if (!isTree(schema)) return {};
    if (typeof schema.$ref === 'string') return this.toReference(schema.$ref, schema, needs);
    const draft: Draft = {};
    const type = typeOf(schema);
    if (type !== undefined) draft.type = type;
    for (const key of texts) if (typeof schema[key] === 'string') draft[key] = schema[key];
    if (Array.isArray(schema.enum) && schema.enum.length > 0) draft.enum = schema.enum.map(exact);
    if (Object.hasOwn(schema, 'const')) draft.const = exact(schema.const);
    if (schema.uniqueItems === true) draft.uniqueItems = true;
    if (this.isSample) for (const key of forSamples) if (Object.hasOwn(schema, key)) draft[key] = schema[key];
    if (this.isSample && Object.hasOwn(schema, 'example')) draft.examples = [schema.example];
    for (const key of numbers) {
      const number = numberOf(schema[key]);
      if (number !== undefined && (key === 'multipleOf' ? number > 0 : true)) draft[key] = number;
    }
    copyBounds(schema, draft);
    if (this.isSample) limit(draft);
    if (typeof schema.pattern === 'string' && isPattern(schema.pattern)) draft.pattern = schema.pattern;
    for (const key of single) {
      if (isTree(schema[key])) draft[key] = this.toDraft(schema[key], needs);
      else if (typeof schema[key] === 'boolean') draft[key] = schema[key];
    }
    for (const key of many) {
      const parts = listOf(schema[key]);
      if (parts.length > 0) draft[key] = parts.map((part) => this.toDraft(part, needs));
    }
    for (const key of maps) {
      if (!isTree(schema[key])) continue;
      draft[key] = Object.fromEntries(pairsOf(schema[key]).map(([name, part]) => [name, this.toDraft(part, needs)]));
    }
    this.copyItems(schema, draft, needs);
    this.copyRequired(schema, draft);
    if (Array.isArray(draft.enum) && schema.nullable === true && !draft.enum.includes(null))
      draft.enum = [...draft.enum, null];
    return draft;
  }

  private copyItems(schema: Tree, draft: Draft, needs: Set<string>): void {
    const { items, prefixItems } = schema;
    if (Array.isArray(prefixItems)) {
      draft.items = prefixItems.map((item) => this.toDraft(item, needs));
      if (items !== undefined) draft.additionalItems = items === false ? false : this.toDraft(items, needs);
    } else if (Array.isArray(items)) draft.items = items.map((item) => this.toDraft(item, needs));
    else if (isTree(items)) draft.items = this.toDraft(items, needs);
  }

  private copyRequired(schema: Tree, draft: Draft): void {
    const required = listOf(schema.required).filter((name): name is string => typeof name === 'string');
    const kept = required.filter((name) => this.purpose === 'answer' || !this.isReadOnly(schema, name));
    if (kept.length > 0) draft.required = [...new Set(kept)];
    const dependent = pairsOf(schema.dependentRequired);
    const schemas = pairsOf(schema.dependentSchemas);
    if (dependent.length > 0) draft.dependencies = Object.fromEntries(dependent);
    if (schemas.length > 0)
      draft.dependencies = { ...(draft.dependencies as Draft | undefined), ...Object.fromEntries(schemas) };
  }

  private isReadOnly(schema: Tree, name: string): boolean {
    const property = isTree(schema.properties) && Object.hasOwn(schema.properties, name) ? schema.properties[name] : {};
    return this.references.follow(property, '').tree.readOnly === true;
  }

  private toReference($ref: string, schema: Tree, needs: Set<string>): Draft {
    const target = this.references.target($ref);
    if (!isTree(target)) return {};
    const name = definitionName($ref);
    needs.add(name);
    if (!this.definitions.has(name)) {
      const own = new Set<string>();
      const definition: Draft = {};
      this.definitions.set(name, { schema: definition, needs: own });
      Object.assign(definition, this.toDraft(target, own));
    }
    const reference = { $ref: `#/definitions/${name}` };
    return schema.nullable === true ? { anyOf: [reference, { type: 'null' }] } : reference;
  }
}

const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** The types of a schema. `nullable` of OpenAPI 3.0 adds null; `file` of Swagger 2 is no type of JSON. */
function typeOf(schema: Tree): string | string[] | undefined {
  const written = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => types.includes(type));
  if (written.length === 0) return undefined;
  const all = schema.nullable === true || schema['x-nullable'] === true ? [...new Set([...written, 'null'])] : written;
  return all.length === 1 ? all[0] : all;
}

/** In OpenAPI 3.0, `exclusiveMinimum` is true or false, and in 3.1 the number itself. */
function copyBounds(schema: Tree, draft: Draft): void {
  for (const [key, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (schema[key] === true && draft[bound] !== undefined) {
      draft[key] = draft[bound];
      delete draft[bound];
    } else if (numberOf(schema[key]) !== undefined) draft[key] = numberOf(schema[key]);
  }
}

/** A number that a list can have; undefined for another value. Numbers of many digits are text with a mark. */
function numberOf(value: unknown): number | undefined {
  const number = isExactNumber(value) ? Number(value.slice(1)) : value;
  return typeof number === 'number' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** A value of `enum` or `const`, whose numbers of many digits are rounded, as JSON Schema validators do. */
const exact = (value: unknown) => (isExactNumber(value) ? Number(value.slice(1)) : value);

/** Upper limits for samples, because a schema with `minItems: 1000000000` must not fill the memory. */
const limits = { minItems: 20, minLength: 1000, minProperties: 20 } as const;

function limit(draft: Draft): void {
  for (const [key, most] of Object.entries(limits)) {
    if (Number(draft[key]) > most) draft[key] = most;
  }
}

/** True for a pattern that JavaScript accepts, and whose texts are short. */
function isPattern(text: string): boolean {
  if (text.length > 500 || /\{\d*,?\d{3,}\}/.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
