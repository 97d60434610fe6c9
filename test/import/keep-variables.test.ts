import { describe, expect, test } from 'vitest';
import type { Base } from '../../src/import/update/base.ts';
import type { EntryPlan } from '../../src/import/update/changes.ts';
import { type Field, fieldsOf, stampOf } from '../../src/import/update/fields.ts';
import { keepVariables, typedVariables } from '../../src/import/update/keep-variables.ts';
import type { ListedEntry } from '../../src/import/update/list-entries.ts';

/** A change of one field of a request. */
function planOf(request: string, keys: object, path: readonly string[], value: Field['value']): EntryPlan {
  const entry = { request, fields: fieldsOf(keys as Record<string, unknown>) } as unknown as ListedEntry;
  return { entry, changes: [{ field: { path, value: value ?? null }, value }] };
}

describe('a new variable does not replace one that has a value', () => {
  const rows: [title: string, plan: EntryPlan, kept: string[]][] = [
    ['in a path', planOf('GET /a/{id}', {}, ['path', 'id'], '{{a_id}}'), ['path/id']],
    ['in a path of several segments', planOf('GET /a/{+id}', {}, ['path', 'id'], '{{a_id}}'), ['path/id']],
    ['in a query', planOf('GET /a', { query: { q: '{{id}}' } }, ['query', 'q'], '{{a_id}}'), ['query/q']],
    [
      'in a long form',
      planOf('GET /a', { headers: { X: { value: '{{id}}' } } }, ['headers', 'X'], { value: '{{b}}' }),
      ['headers/X'],
    ],
    [
      'whose own name comes back',
      planOf('GET /a/{key}', { path: { key: '{{id}}' } }, ['path', 'key'], undefined),
      ['path/key'],
    ],
    [
      'inside of a text',
      planOf('GET /a', { headers: { Cookie: 'sid={{id}}' } }, ['headers', 'Cookie'], 'sid={{a_id}}'),
      ['headers/Cookie'],
    ],
    ['in a list', planOf('GET /a', { query: { q: ['{{id}}', 'x'] } }, ['query', 'q'], ['{{a_id}}', 'x']), ['query/q']],
    ['but a literal does', planOf('GET /a', { query: { q: '{{id}}' } }, ['query', 'q'], 'x'), []],
    ['and so does one without a value', planOf('GET /a', { query: { q: '{{x}}' } }, ['query', 'q'], '{{y}}'), []],
    ['a parameter that is not in the path is added', planOf('GET /a', {}, ['path', 'id'], '{{a_id}}'), []],
    ['other fields change', planOf('GET /{id}', {}, ['description'], 'Finds one.'), []],
  ];
  test.each(rows)('%s', (_, plan, kept) => {
    const remaining = keepVariables([plan], new Set(['id']));
    expect(remaining.kept.map(({ field }) => field)).toEqual(kept);
    expect(remaining.entries).toEqual(kept.length > 0 ? [] : [plan]);
  });

  test('a request whose operation is back stays in the plan', () => {
    const plan: EntryPlan = { ...planOf('GET /a/{id}', {}, ['path', 'id'], '{{a_id}}'), mark: 'back' };
    expect(keepVariables([plan], new Set(['id'])).entries).toEqual([{ ...plan, changes: [] }]);
  });
});

test('variables have a value where the user wrote one, not where import did', () => {
  const head = fieldsOf({
    variables: { a: 1, b: { value: 'x' }, c: { secret: true }, d: null, e: 'imported' },
    environments: { main: { base_url: 'https://a.example', f: 'y', g: '', h: null }, other: { i: 1 } },
  });
  const base = { head: { 'variables/e': stampOf('imported'), 'environments/other': stampOf({ i: 1 }) } };
  const next = fieldsOf({ environments: { main: { base_url: 'https://a.example', f: 'z' } } });
  expect([...typedVariables(head, base as unknown as Base, next)]).toEqual(['a', 'b', 'f']);
});
