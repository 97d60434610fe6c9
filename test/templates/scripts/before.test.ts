import { describe, expect, test } from 'vitest';
import { fillScript } from '../../../src/postman/scripts/fill-script.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { runScript } from '../../support/fake-pm.ts';

describe('allow-unsafe', () => {
  const script = fillScript(readScripts(), 'allow-unsafe');

  test.each([
    [{ allow_unsafe: 'true' }, []],
    [{ allow_unsafe: 'false' }, ['test', 'skip']],
    [{ allow_unsafe: '' }, ['test', 'skip']],
    [{}, ['test', 'skip']],
  ])('with %j, the steps are %j', (environment, want) => {
    const { steps, tests } = runScript(script, { environment });
    expect(steps).toEqual(want);
    expect(tests.filter(([, message]) => message === undefined)).toEqual([]);
  });
});

describe('need-saved', () => {
  const script = fillScript(readScripts(), 'need-saved', { SAVED_BY: { a: 'First', b: 'Second" or "Third' } });
  const name = 'Has the values that it needs';
  const a = '{{a}} is empty: "First" saved nothing, or an empty text';
  const b = '{{b}} is empty: "Second" or "Third" saved nothing, or an empty text';

  test.each<[string, Record<string, string>, string[][]]>([
    ['all values are set', { a: '1', b: '2' }, []],
    ['values such as 0 and false are set', { a: '0', b: 'false' }, []],
    ['one value is empty', { a: '1', b: '' }, [[name, b]]],
    ['one value was never set', { b: '2' }, [[name, a]]],
    ['no value is set', {}, [[name, `${a}; ${b}`]]],
  ])('%s', (_, environment, want) => {
    const done = runScript(script, { environment });
    expect(done.tests).toEqual(want);
    expect(done.steps).toEqual(want.length > 0 ? ['test', 'skip'] : []);
    expect(done.environment).toEqual(environment);
  });
});

describe('escape-json escapes values in JSON strings', () => {
  const escaped = (names: string[], body: string, environment: Record<string, string>) =>
    runScript(fillScript(readScripts(), 'escape-json', { VARIABLES: names }), { body, environment }).body;

  test.each<[string, string, Record<string, string>, string]>([
    ['a plain value is left to Postman', '{"a":"{{x}}"}', { x: 'plain' }, '{"a":"{{x}}"}'],
    ['a quote', '{"a":"{{x}}"}', { x: '"' }, '{"a":"\\""}'],
    ['a backslash and a line break', '{"a":"<{{x}}>"}', { x: '\\\n' }, '{"a":"<\\\\\\n>"}'],
    ['every occurrence', '["{{x}}","{{x}}"]', { x: '"' }, '["\\"","\\""]'],
    ['`$&` in a value is plain text', '["{{x}}"]', { x: '"$&$1' }, '["\\"$&$1"]'],
    ['a variable in the value', '["{{x}}"]', { x: '{{y}}', y: '"' }, '["\\""]'],
    ['a value that is not set', '["{{x}}"]', {}, '["{{x}}"]'],
    ['a variable that is not listed is kept', '["{{x}}{{y}}"]', { x: '"', y: '"' }, '["\\"{{y}}"]'],
  ])('%s', (_, body, environment, want) => {
    expect(escaped(['x'], body, environment)).toBe(want);
  });
});

describe('escape-xml escapes values in XML', () => {
  const escaped = (body: string, environment: Record<string, string>) =>
    runScript(fillScript(readScripts(), 'escape-xml', { VARIABLES: ['x'] }, ['cdata']), { body, environment }).body;

  test.each<[string, string, Record<string, string>, string]>([
    ['a plain value is left to Postman', '<a>{{x}}</a>', { x: 'plain' }, '<a>{{x}}</a>'],
    [
      'signs of XML',
      '<a b="{{x}}">{{x}}</a>',
      { x: `<&"'>` },
      '<a b="&lt;&amp;&quot;&apos;&gt;">&lt;&amp;&quot;&apos;&gt;</a>',
    ],
    ['line breaks, which are spaces in an attribute', '<a b="{{x}}"/>', { x: '1\r\n2' }, '<a b="1&#13;&#10;2"/>'],
    ['nothing in a CDATA section', '<![CDATA[{{x}}]]>{{x}}', { x: '&' }, '<![CDATA[{{x}}]]>&amp;'],
    [
      'a value that would end its CDATA section',
      '<![CDATA[{{x}}]]><![CDATA[{{y}}>]]>',
      { x: 'a]]>b', y: ']]' },
      '<![CDATA[a]]]]><![CDATA[>b]]><![CDATA[]]]]><![CDATA[>]]>',
    ],
    ['a variable that is not listed is kept', '<a>{{y}}</a>', { y: '&' }, '<a>{{y}}</a>'],
  ])('%s', (_, body, environment, want) => expect(escaped(body, environment)).toBe(want));
});
