import { expect, test } from 'vitest';
import type { TemplateVariableEntry } from '../../src/schema/auth-template.ts';
import type {
  LongEnvironment,
  LongParameter,
  LongPathValue,
  LongSave,
  LongVariable,
} from '../../src/schema/endpoint-list.ts';
import { longParameter, longPathValue } from '../../src/schema/parameter.ts';
import { save } from '../../src/schema/save.ts';
import { templateVariable } from '../../src/schema/template-variable.ts';
import { longEnvironment, longVariable } from '../../src/schema/variable.ts';

// The compiler holds that each value has the type; the shapes have to agree.
const parameter: Required<LongParameter> = {
  value: null,
  disabled: true,
  description: 'a',
  encode: false,
  keep_empty: true,
};
const pathValue: Required<LongPathValue> = { value: 1, description: 'a' };
const variable: Required<LongVariable> = { value: 1, secret: true, optional: true, description: 'a', from: 'a' };
const environment: Required<LongEnvironment> = {
  variables: { a: variable, b: null, c: 1 },
  ca_file: 'a',
  client_cert: 'a',
  client_key: 'a',
  client_pfx: 'a',
  protected: true,
};
const saves: Required<LongSave>[] = [
  { path: '$.a', secret: true },
  { header: 'Location', match: 'a', decode: false, secret: true },
];
const ofTemplate: Required<TemplateVariableEntry> = { ...variable, shared: true, public: true, made: '{{$guid}}' };

test.each([
  ['a parameter', longParameter, parameter],
  ['a path parameter', longPathValue, pathValue],
  ['a variable', longVariable, variable],
  ['an environment', longEnvironment, environment],
  ['a value saved from the body', save, saves[0]],
  ['a value saved from a header', save, saves[1]],
  ['a variable of a template', templateVariable, ofTemplate],
])('the long form of %s has just the keys of its type', (_, shape, value) => {
  expect(shape.safeParse(value).success).toBe(true);
  expect(shape.safeParse({ ...value, other: 1 }).success).toBe(false);
});
