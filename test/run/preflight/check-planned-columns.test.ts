import { expect, test } from 'vitest';
import type { RunPlan } from '../../../src/run/plan-run.ts';
import { checkPlannedColumns } from '../../../src/run/preflight/check-planned-columns.ts';
import { endpointOf } from '../../support/api-of.ts';

const planOf = (entry: string) => ({ requests: [{ endpoint: endpointOf(entry) }] }) as unknown as RunPlan;
const reported = (entry: string, ...columns: string[]) =>
  checkPlannedColumns([{ other: '1' }, Object.fromEntries(columns.map((name) => [name, '1']))], planOf(entry)).map(
    ({ code, severity, range }) => [code, severity, range?.start.line],
  );

test.each([
  ['a text', '{ request: POST /a, text: "Hi {{ name }}", literal_braces: [name] }'],
  ['a form', '{ request: POST /a, form: { a: "{{name}}" }, literal_braces: [name] }'],
  ['a header', '{ request: GET /a, headers: { X-A: "{{name}}" }, literal_braces: [name] }'],
  ['CDATA in XML', '{ request: POST /a, xml: "<a><![CDATA[{{name}}]]></a>", literal_braces: [name] }'],
])('a data column is an error if %s has its name as literal braces', (_, entry) => {
  expect(reported(entry, 'name')).toEqual([['literal-in-data', 'error', 5]]);
  expect(reported(entry, 'name2')).toEqual([]);
});

test.each([
  ['JSON', '{ request: POST /a, json: { a: "{{name}}" }, literal_braces: [name] }'],
  ['XML', '{ request: POST /a, xml: "<a>{{name}}</a>", literal_braces: [name] }'],
  ['a query', '{ request: GET /a, query: { a: "{{name}}" }, literal_braces: [name] }'],
  ['a path', '{ request: "GET /a/{{name}}", literal_braces: [name] }'],
])('it is not in %s, where no runner reads the braces', (_, entry) => expect(reported(entry, 'name')).toEqual([]));

test.each([
  ['saves', '{ request: GET /a, save: { name: $.name } }'],
  ['sets', '{ request: GET /a, set: { name: "x" } }'],
])('a data column is an error if a request %s a value of its name', (_, entry) => {
  expect(reported(entry, 'name')).toEqual([['made-in-data', 'error', 5]]);
  expect(reported(entry, 'name2')).toEqual([]);
});
