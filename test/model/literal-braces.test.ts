import { describe, expect, test } from 'vitest';
import { hideInJson, hideInUrl, hideInXml, literalsIn } from '../../src/model/literal-braces.ts';

const names = new Set(['a', 'name', '#if x', 'a b']);

describe('only the braces of listed names change', () => {
  test.each([
    ['one', '{{a}}', '\\u007b\\u007ba}}'],
    ['with spaces', 'x {{ name }} y', 'x \\u007b\\u007b name }} y'],
    ['beside a variable', '{{b}}{{a}}{{b}}', '{{b}}\\u007b\\u007ba}}{{b}}'],
    ['a word of another language', '{{#if x}}', '\\u007b\\u007b#if x}}'],
    ['three braces', '{{{a}}}', '\\u007b\\u007b\\u007ba}}}'],
    ['no braces', 'a', 'a'],
    ['other names', '{{b}} {{$guid}} {{ab}}', '{{b}} {{$guid}} {{ab}}'],
    ['braces that are not closed', '{{a', '{{a'],
  ])('in JSON: %s', (_, text, wanted) => {
    expect(hideInJson(text, names)).toBe(wanted);
    // A JSON reader sees the same text.
    expect(JSON.parse(hideInJson(JSON.stringify(text), names))).toBe(text);
  });

  test.each([
    ['in a text', '<x>{{a}}</x>', '<x>&#123;&#123;a}}</x>'],
    ['in an attribute', '<x y="{{ a }}{{b}}"/>', '<x y="&#123;&#123; a }}{{b}}"/>'],
    ['not in CDATA', '{{a}}<![CDATA[{{a}}]]>{{a}}', '&#123;&#123;a}}<![CDATA[{{a}}]]>&#123;&#123;a}}'],
    ['not in a comment', '<!-- {{a}} -->', '<!-- {{a}} -->'],
    ['not in an instruction', '<?x {{a}}?>', '<?x {{a}}?>'],
  ])('in XML: %s', (_, text, wanted) => expect(hideInXml(text, names)).toBe(wanted));

  test.each([
    ['one', '/x/{{a}}/{{b}}', '/x/%7B%7Ba%7D%7D/{{b}}'],
    ['with spaces', '{{ a }}', '%7B%7B%20a%20%7D%7D'],
    ['with signs', '{{#if x}}', '%7B%7B%23if%20x%7D%7D'],
  ])('in a URL: %s', (_, text, wanted) => {
    expect(hideInUrl(text, names)).toBe(wanted);
    expect(decodeURIComponent(hideInUrl(text, names))).toBe(text);
  });
});

test('each spelling is returned once', () => {
  expect(literalsIn('{{a}} {{ a }} {{a}} {{b}}', names)).toEqual(['{{a}}', '{{ a }}']);
  expect(literalsIn('{{a}}', new Set())).toEqual([]);
});
