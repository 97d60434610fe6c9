import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { makePages } from '../../src/library/pages.ts';
import type { Api } from '../../src/model/api.ts';
import { planOutput } from '../../src/output/plan.ts';
import { apiOf } from '../support/api-of.ts';

async function pagesOf(api: Api): Promise<{ readonly html: string; readonly markdown: string }> {
  const [html, markdown] = await makePages(api, 'endpoints.yaml', generate(api));
  return { html: String(html?.content.text), markdown: String(markdown?.content.text) };
}

const shop = `name: Shop
description: Sells **books**.
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
identities: { till: api-key }
variables: { limit: 10 }
environments:
  local: { base_url: "http://localhost:8787", client_id: ci }
  prod: { base_url: "https://shop.example", client_id: live }
endpoints:
  - folder: Books
    description: All *books*.
    endpoints:
      - name: Find
        description: By **title**.
        request: GET /books/{shelf}
        path: { shelf: { value: a, description: Left or right } }
        query: { limit: "{{limit}}" }
        expect: { status: 200, body: { total: 1 } }
        save: { book_id: "$.items[0].id" }
        examples: [{ name: Found, body: { total: 1, items: [{ id: 7 }] } }]
      - { name: Buy, request: POST /orders, auth: till, json: { book: "{{book_id}}" }, expect: 201 }
`;

describe('the page of a list', async () => {
  const api = apiOf(shop);
  const { html, markdown } = await pagesOf(api);

  test.each([
    ['the name', '<h1><bdi>Shop</bdi></h1>'],
    ['the description, as Markdown', 'Sells <strong>books</strong>.'],
    ['where to click', 'choose <b>Import</b>'],
    ['the environment to select', '<b id="title">shop.local</b>'],
    ['a value to type, and where it comes from', 'whoever registered the client at the sign-in server'],
    ['what a red sign-in means', 'If <b>Sign in</b> is red'],
    ['the field of a refusal', '<tr><td>invalid_client, or: check client_id and client_secret</td>'],
    ['the first call', 'Send <a href="#r-find"><b>Find</b></a>'],
    ['identities', '<h2 id="identities">Identities</h2>'],
    ['a path parameter with its description', 'Left or right'],
    ['an example answer', '"total": 1'],
    ['an expectation', '<li>Status is 200</li>'],
    ['what is saved', 'Saves <code>book_id</code> ($.items[0].id) for later requests'],
    ['that a request changes data', 'Changes data'],
    ['curl', '<code class="snippet curl">'],
    ['JavaScript', '<code class="snippet javascript">'],
    ['Python', '<code class="snippet python">'],
    ['the choice of an environment', '<option>prod</option>'],
  ])('has %s', (_, text) => expect(html).toContain(text));

  test.each([
    ['where to click', 'choose **Import**'],
    ['a value to type', '| `client_secret` |'],
    ['the first call', 'Send **Find**'],
    ['curl', '```sh\n# Find'],
    ['an expectation', '- Status is 200'],
  ])('as Markdown, it has %s', (_, text) => expect(markdown).toContain(text));

  test('the files in it are those that generate prints', () => {
    const printed = planOutput({ list: 'endpoints.yaml', files: generate(api), disk: [], show: (name) => name });
    const links = [...html.matchAll(/<a download="([^"]+)" href="data:application\/json;base64,([^"]+)">/g)];
    const texts = links.map(([, name, data = '']) => [name, Buffer.from(data, 'base64').toString('utf8')]);
    expect(texts).toEqual(printed.map(({ name, text }) => [name, text]));
  });

  test('nothing is loaded from elsewhere, and only its own script may run', () => {
    expect(html).toMatch(
      /default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39;; script-src &#39;sha256-\S+&#39;;/,
    );
    expect(html).not.toMatch(/<(?:link|img|iframe|object|embed|base|form)\b/i);
    expect(html).not.toMatch(/\son\w+=/i);
  });

  test('the same list gives the same bytes', async () =>
    expect(await pagesOf(apiOf(shop))).toEqual({ html, markdown }));
});

/** A name is one line. */
const oneLine = (text: string) => text.replaceAll('\n', ' ');

const evil = [
  '\\`<img src=x onerror=alert(1)>`',
  'a ``` <img src=x onerror=alert(1)>',
  '`` ` `` <b onclick=alert(1)>y</b> `',
  '[x\\](javascript:alert(1))',
  '~~~\n```\n~~~\n<img src=x>\n```',
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)',
  '![pixel](https://spy.example/pixel.png)',
];

describe('hostile text does nothing', () => {
  test.each(evil)('%j', async (text) => {
    const quoted = JSON.stringify(text);
    const api = apiOf(`name: S
description: ${quoted}
variables: { v: { value: ${quoted}, description: ${quoted}, from: ${quoted} } }
environments: { dev: { base_url: "https://a.test" } }
endpoints:
  - folder: ${JSON.stringify(`F ${oneLine(text)}`)}
    description: ${quoted}
    endpoints:
      - name: ${JSON.stringify(`N ${oneLine(text)}`)}
        description: ${quoted}
        request: POST /a
        query: { q: { value: "{{v}}", description: ${quoted} } }
        text: ${quoted}
        examples: [{ name: ${JSON.stringify(oneLine(text))}, body: ${quoted} }]
`);
    const { html, markdown } = await pagesOf(api);
    const own = html.replace(/<script type="application\/json"[\s\S]*$/, '');
    expect(own).not.toMatch(/<script|<img|onerror=alert\(1\)>/i);
    expect(own).not.toMatch(/href="(?!https?:|mailto:|#|data:application\/json;base64,)/i);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    // A reader of Markdown that takes all HTML and every link.
    const reader = new MarkdownIt({ html: true });
    reader.validateLink = () => true;
    const shown = reader.render(markdown);
    expect(shown).not.toMatch(/<(?:script|img|b onclick)/i);
    expect(shown).not.toMatch(/href="(?!https?:|mailto:|#)/i);
  });
});

test.each([
  ['with one sign-in', 'auth: pydio-cells-v1', 400],
  ['without a sign-in', '', 400],
])('a large page %s has at most 150 kB and 5 kB for each request', async (_, above, count) => {
  const entries = Array.from(
    { length: count },
    (__, index) =>
      `  - { name: Thing ${index}, description: "Returns **one** thing.", request: "GET /t${index}/{id}?limit=10", expect: { status: 200, body: { id: "{{id}}" } }, examples: [{ name: Found, body: { id: 7, parts: [a, b, c], more: { size: 10 } } }] }`,
  );
  const api = apiOf(`name: Big
${above}
environments: { dev: { base_url: "https://a.test", username: admin, id: 7 }, prod: { base_url: "https://b.test", username: ci, id: 8 } }
endpoints:
${entries.join('\n')}
`);
  const { html } = await pagesOf(api);
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(150_000 + 5000 * count);
});
