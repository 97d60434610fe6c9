import { describe, expect, test } from 'vitest';
import { checkColumns, secretsForScripts, setsSecrets } from '../../../src/run/data/check-columns.ts';
import type { DataRow } from '../../../src/run/job.ts';
import { apiOf } from '../../support/api-of.ts';

const api = apiOf(`name: Shop
variables: { code: "", city: "", pin: { secret: true } }
environments: { dev: { base_url: "https://a.test" } }
endpoints:
  - request: GET /x
    query: { code: "{{code}}", city: "{{city}}" }
    headers: { X-Pin: "{{pin}}" }
    after: pm.expect(pm.response.code).to.eql(Number(pm.iterationData.get("expected")));
    save: { order: $.id }
  - GET /orders/{order}
`);

const codesOf = (row: DataRow, hasNames = true) =>
  checkColumns('d.csv', [row], api, hasNames).map(({ code, severity, message }) => [code, severity, message]);

describe('checkColumns', () => {
  test.each<[string, DataRow, boolean, unknown[]]>([
    ['accepts variables', { code: '1', city: 'x' }, false, []],
    ['accepts a saved value', { order: '7' }, false, []],
    ['accepts a column that a script reads', { code: '1', expected: '200' }, false, []],
    [
      'notes a column that nothing names',
      { code: '1', comment: 'first' },
      false,
      [['unused-column', 'note', 'nothing in the list names the column "comment" of "d.csv"']],
    ],
    [
      'notes an object for scripts',
      { code: '1', item: { id: 1 } },
      true,
      [['unused-column', 'note', 'nothing in the list names the column "item" of "d.csv"']],
    ],
    [
      'refuses a misspelt variable',
      { cod: '1' },
      true,
      [['unknown-variable', 'error', 'the environment has no variable "cod"']],
    ],
    [
      'notes a column beside the variable with nearly the same name',
      { code: '1', codes: '1 2' },
      false,
      [['unused-column', 'note', 'nothing in the list names the column "codes" of "d.csv"']],
    ],
    [
      'refuses a CSV file whose first row may be values, and does not print them',
      { hunter2: 'x' },
      false,
      [['bad-data', 'error', 'cannot use "d.csv" as data: its column 1 is not a variable of the list']],
    ],
  ])('%s', (_, row, hasNames, want) => expect(codesOf(row, hasNames)).toEqual(want));

  test.each<[string, DataRow[], string]>([
    ['an object', [{ code: '1' }, { code: { id: 1 } }], '"code" in entry 2 is an object'],
    ['a list', [{ city: ['x'] }], '"city" in entry 1 is a list'],
  ])('refuses %s as the value of a variable, with file and entry', (_, rows, reason) => {
    const found = checkColumns('d.json', rows, api, true);
    expect(found.map(({ code }) => code)).toEqual(['bad-data']);
    expect(found[0]?.message).toContain(`"d.json" as data: ${reason}`);
  });
});

test.each<[string, DataRow, boolean]>([
  ['a secret variable', { pin: '1234' }, true],
  ['only other variables', { code: '1', password: 'for scripts' }, false],
])('a row with %s', (_, row, want) => expect(setsSecrets([row], api)).toBe(want));

test('secrets that only scripts read are found at any depth, so that a run can hide them', () => {
  const row = {
    pin: 'of the list',
    password: 'a',
    users: [{ token: 'b', name: 'c' }],
    tokens: ['d', null],
    api_key: '',
  };
  expect(secretsForScripts([row], api).map(({ value }) => value)).toEqual(['a', 'b', 'd']);
});
