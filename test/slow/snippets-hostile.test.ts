import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/library/workspace.ts';
import { endpointsOf } from '../../src/model/api.ts';
import type { Language } from '../../src/snippets/draft.ts';
import { loadSnippets } from '../../src/snippets/snippet.ts';
import { cli } from '../support/cli.ts';
import { playSnippet } from '../support/play-snippet.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startWireLog } from '../support/wire-log.ts';

const write = await loadSnippets();
const languages: readonly Language[] = ['curl', 'javascript', 'python'];

/** Text that would make a file if a shell, JavaScript or Python ran it. */
const attacks = [
  `'$(touch PWNED)'`,
  `';touch PWNED;echo '`,
  '`touch PWNED`',
  '$(touch PWNED)',
  `"+require("fs").writeFileSync("PWNED","")+"`,
  `',print(__import__('os').popen('touch PWNED').read()),'`,
  `"+__import__("os").popen("touch PWNED").read()+"`,
  `a;touch PWNED;echo $&`,
  'zqhole0z',
];

/** A file that is sent cannot have a quote or a slash in its name. */
const fileName = (text: string) => text.replace(/["/]/g, '');

const yaml = (text: string) => JSON.stringify(text);

/** A list with a text in every place where a list may have one. */
const listWith = (text: string, base: string) => `name: ${yaml(`Shop ${text}`)}
slug: shop
auth: api-key
identities: { s3: { template: aws-v4, service: ${yaml(text)}, access_key: "{{key}}", secret_key: "{{key}}" } }
variables: { key: { secret: true, description: ${yaml(text)}, from: ${yaml(text)} }, value: ${yaml(text)} }
environments: { dev: { base_url: "${base}" } }
endpoints:
  - folder: ${yaml(`F ${fileName(text)}`)}
    endpoints:
      - { name: ${yaml(`Query ${text}`)}, request: GET /query, query: { ${yaml(text)}: "{{value}}", b: ${yaml(text)} }, headers: { X-A: ${yaml(text)} } }
      - { name: JSON, request: POST /json, json: { ${yaml(text)}: ${yaml(text)}, secret: "{{key}}" } }
      - { name: Form, request: POST /form, form: { ${yaml(text)}: ${yaml(text)} } }
      - { name: Text, request: POST /text, text: ${yaml(text)} }
      - { name: XML, request: POST /xml, xml: ${yaml(`<a>${text.replace(/[<>&]/g, '')}</a>`)} }
      - { name: Multipart, request: POST /multipart, multipart: { ${yaml(`k${text}`)}: ${yaml(text)}, ${yaml(`f${text}`)}: { file: ${yaml(`files/${fileName(text)}`)}, type: ${yaml(`a/b${text}`)} } } }
      - { name: File, request: PUT /file, file: ${yaml(`files/${fileName(text)}`)} }
      - { name: Set, request: POST /set, set: { made: ${yaml(text)} }, json: { made: "{{made}}" } }
      - { name: Signed, request: GET /signed, auth: s3 }
`;

describe('hostile text of a list is sent, and not run', () => {
  test.each(attacks)('%j', async (text) => {
    const cwd = tempFolder();
    mkdirSync(join(cwd, 'files'));
    writeFileSync(join(cwd, 'files', fileName(text)), 'content');
    const log = await startWireLog({});
    writeFileSync(join(cwd, 'endpoints.yaml'), listWith(text, log.origin));
    const { value, diagnostics } = await loadWorkspace('endpoints.yaml', cwd);
    const api = value?.api;
    const [environment] = api?.environments ?? [];
    if (!api || !environment) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    for (const endpoint of endpointsOf(api.items)) {
      for (const language of languages) {
        const snippet = write({ api, environment, endpoint }, language);
        if (!snippet) continue;
        const env = Object.fromEntries(snippet.inputs.map(({ key }) => [key, 'secret-1']));
        const before = log.paragraphs.length;
        const { code, stderr } = await playSnippet(language, snippet.text, { cwd, env });
        expect([endpoint.name, language, existsSync(join(cwd, 'PWNED'))]).toEqual([endpoint.name, language, false]);
        expect([endpoint.name, language, code, stderr]).toEqual([endpoint.name, language, 0, '']);
        expect(log.paragraphs.length).toBe(before + 1);
      }
    }
  });

  test("a method of one's own, and the header of a token, may have any sign of RFC 9110", async () => {
    const cwd = tempFolder();
    const log = await startWireLog({ '/token': [{ headers: { "X-Tok'`touch": 'token: 1' } }] });
    writeFileSync(
      join(cwd, 'own.yaml'),
      `token_url: /token\njson: { a: b }\ntoken: { variable: t, field: { header: "X-Tok'\`touch" }, format: opaque, default_life: 60 }\n`,
    );
    writeFileSync(
      join(cwd, 'endpoints.yaml'),
      `name: S\nauth: ./own.yaml\nmethods: ["X'\`touch"]\nenvironments: { dev: { base_url: "${log.origin}" } }\nendpoints: [GET /a]\n`,
    );
    const { stdout } = await cli(['curl', 'GET /a'], { cwd });
    const { code, stderr } = await playSnippet('curl', stdout, { cwd, env: {} });
    expect([code, stderr, existsSync(join(cwd, 'PWNED'))]).toEqual([0, '', false]);
    expect(log.paragraphs.at(-1)).toContain('Bearer token: 1');
  });
});

describe('odd requests are sent as a run sends them', () => {
  const list = (base: string) => `name: Odd
auth: none
variables: { empty: { optional: true } }
environments: { dev: { base_url: "${base}" } }
endpoints:
  - { name: Commas, request: POST /a, json: { empty: "{{empty}}", pattern: "[a,]", text: "x,}", last: "{{empty}}" } }
  - { name: Fields only, request: POST /b, multipart: { a: one, b: "it's \\"quoted\\"", "k'ey": x } }
  - { name: Negative, request: "GET /c/{+rest}", path: { rest: a/b } }
`;
  test.each(languages)('%s', async (language) => {
    const cwd = tempFolder();
    const log = await startWireLog({});
    writeFileSync(join(cwd, 'endpoints.yaml'), list(log.origin));
    expect((await cli(['generate'], { cwd })).code).toBe(0);
    const bodyOf = (paragraph: string | undefined) =>
      (paragraph ?? '')
        .split('\n')
        .filter((line, index) => index === 0 || line.startsWith('  |'))
        .map((line) => line.replace(/[\s|]/g, ''))
        .join('');
    const { value } = await loadWorkspace('endpoints.yaml', cwd);
    const [environment] = value?.api.environments ?? [];
    for (const endpoint of endpointsOf(value?.api.items ?? [])) {
      expect((await cli(['run', '--unsafe', '--request', endpoint.name], { cwd })).code).toBe(0);
      const want = bodyOf(log.paragraphs.at(-1));
      const text = value && environment ? write({ api: value.api, environment, endpoint }, language)?.text : '';
      expect((await playSnippet(language, text ?? '', { cwd, env: {} })).code).toBe(0);
      expect(bodyOf(log.paragraphs.at(-1))).toBe(want);
    }
  });
});
