import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeSchema, knownKeys, propertyOf, unionOptions } from '../../src/schema/shape.ts';

const long = z.strictObject({ value: z.number(), secret: z.boolean().optional() });
const list = z.strictObject({
  name: z.string(),
  tags: z.array(z.string()).optional(),
  limit: z.union([z.string(), long]).optional(),
  headers: z.record(z.string(), z.union([z.string(), z.null()])),
});

describe('a shape in words', () => {
  test.each([
    ['text', z.string(), 'text'],
    ['optional text', z.string().optional(), 'text'],
    ['two kinds', z.union([z.string(), long]), 'text or a map'],
    ['three kinds', z.union([z.string(), z.number(), z.array(z.string())]), 'text, a number or a list'],
    ['unions in unions', z.union([z.union([z.string(), z.boolean()]), z.null()]), 'text, true or false or nothing'],
    ['the same kind twice', z.union([long, z.record(z.string(), z.string())]), 'a map'],
    ['words to choose from', z.enum(['ask', 'plain']), 'ask or plain'],
    ['anything', z.unknown(), 'any value'],
  ])('%s', (_, schema, words) => expect(describeSchema(schema)).toBe(words));
});

describe('the keys of a shape', () => {
  test('are those of all branches of a union', () => {
    expect(knownKeys(list)).toEqual(['name', 'tags', 'limit', 'headers']);
    expect(knownKeys(z.union([z.string(), long, z.strictObject({ path: z.string() })]))).toEqual([
      'value',
      'secret',
      'path',
    ]);
    expect(knownKeys(z.string())).toEqual([]);
  });
  test('lead to the shapes of their values', () => {
    expect(propertyOf(list, 'name')).toBe(list.shape.name);
    const tags = propertyOf(list, 'tags') as z.ZodType;
    expect(describeSchema(tags)).toBe('a list');
    expect(describeSchema(propertyOf(tags, 0) as z.ZodType)).toBe('text');
    const headers = propertyOf(list, 'headers') as z.ZodType;
    expect(describeSchema(propertyOf(headers, 'Accept') as z.ZodType)).toBe('text or nothing');
    expect(propertyOf(list, 'other')).toBeUndefined();
  });
});

test('a shape that is not a union is its only branch', () => {
  expect(unionOptions(long)).toEqual([long]);
  expect(unionOptions(z.union([z.string(), long]).optional())).toHaveLength(2);
});
