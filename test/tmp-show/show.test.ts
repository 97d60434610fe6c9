import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { errorLines } from '../support/error-lines.ts';
import { load } from '../support/api-of.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { formatDiagnostics } from '../../src/diagnostics/format.ts';
test('x', () => {
  let out = '';
  for (const t of ['a: "it\'s\nb: 1\n', "a: 'say \"x\nb: 1\n", 'a: "x \\" y\nb: 1\n', 'a: "x"\nb: "y\nc: "z"\nd: @e\n', "a: 'it''s\nb: @c\n", 'a: [1, 2\nb: @c\nd: `e\n', 'a: {b: 1\nc: @d\n', 'a: don\'t\nb: "x\n',
   '# it\'s\na: "x\nb: 1', 'a: |\n  it\'s\nb: "x\n',
   '- { request: GET /b/{id}, expect: 200 }', '- { request: GET /b/{id}/c/{d}, expect: 200 }', '[GET /b/{id}]', 'a: [GET /b/{id}, GET /c]', '- { request: GET /b?c={d}&e=f }', '- { request: GET /b/{id} }\n- { request: GET /b/{id} }\n', '- { request: GET https://a.b/{id} }','- { expect: 200, request: GET /b/{id}}', '- {request: GET /b/{id}}',  '- { name: a, request: GET /a/{id}:x }', '- {\n  request: GET /b/{id}\n  }\n', 'a:\n  request: GET /b/{id}\n', 'a: @b', 'a: b: c', 'a:\n\tb: 1\n', 'a: 1\nb\n', 'a: "x', '- a: 1\n   b: 2\n', 'a: { b: c: d }','a: { b: "x"\n', 'a: "x" y\n'])
   { const d = parse(toSource('endpoints.yaml', t)).diagnostics; out += '== ' + JSON.stringify(t) + '\n' + d.map(x => errorLines([x]) + '  | ' + x.message + ' | ' + x.hint + '\n').join(''); }
  const E = 'environments: { dev: { base_url: https://shop.example } }\n';
  for (const t of ['name: S\nauth: { template: pydio-cells-v1, token_url: "/{realm}/token" }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: { template: pydio-cells-v1, token_url: "/:realm/token" }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: pydio-cells-v1\nvariables: { dex_token: x }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: pydio-cells-v1\nvariables: { dex_token_expires_at: 1 }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: { template: pydio-cells-v1, token: { variable: constructor } }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: { template: pydio-cells-v1, token_url: "" }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: { template: pydio-cells-v1, token_url: "{{base_url}}" }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\nauth: { template: pydio-cells-v1, token_url: "/a b" }\n' + E + 'endpoints: [GET /a]\n',
   'name: S\n' + E + 'endpoints:\n  - { request: GET /a, expect: { schema: { properties: { a: { foo: 1 } }, items: [ { bar: 1 } ], dependencies: { a: [b], c: { baz: 1 } }, x-note: 1, $defs: {}, definitions: { $file: { typ: 1 } }, enum: [{ a: 1 }], default: { zz: 1 } } } }\n',
   'name: S\n' + E + 'endpoints:\n  - { request: POST /a, json: "{{x}}" }\n  - { request: POST /a, name: b, json: "[not json" }\n',
   'name: S\nvariables: {a: 1}\nenvironments: { dev: { a: 2 }, b: { a: 3 } }\nendpoints:\n  - GET /{a}\n',
   'name: S\n' + E + 'endpoints:\n  - { folder: A, request: GET /a, endpoints: [GET /x, /y] }\n  - /z\n',
   'name: S\n' + E + 'endpoints:\n  - GET /a?x=a b\n  -  GET  /a  b\n  - "GET /{{x y}}"\n  - request: "GET /c d "\n  - GET /a \n',
   'name: S\nfoo: 1\nbar: 2\n' + E + 'endpoints:\n  - { request: GET /a, qeury: {} }\n  - { request: GET /{{x}}, expect: 999 }\n',
   'name: S\nvariables: { constructor: x, prototype: y }\n' + E + 'endpoints:\n  - { request: POST /a, json: { constructor: 1, prototype: { a: "{{prototype}}" } }, headers: { constructor: x }, query: { prototype: 1 }, expect: { body: { constructor: 1 } } }\n',
   'name: S\nvariables: { username: x }\n' + E + 'endpoints:\n  - GET /b/{usrname}\n  - { request: GET /c, save: { usrname: $.a } }\n'])
   { const d = load(t).diagnostics; out += '== ' + t + formatDiagnostics(d).split('\n').filter(l => !l.startsWith(' ') || l.includes('hint')).join('\n') + '\n'; }
  writeFileSync('/tmp/show.out', out);
});
