import type { Api, Endpoint } from '../model/api.ts';
import { escapeContent, Html, html } from '../notation/html/html.ts';
import type { Language } from '../snippets/draft.ts';
import type { MarkdownRenderer } from './render-markdown.ts';
import {
  bodyTextOf,
  cutText,
  exampleOf,
  expectationsOf,
  parametersOf,
  pathOf,
  savesOf,
  senderOf,
} from './request-facts.ts';
import { languages } from './variants.ts';

/** What the parts of a page share. */
export interface PageContext {
  readonly api: Api;
  readonly markdown: MarkdownRenderer;
  /** Longest text of a body and of an example, in characters. */
  readonly maxText: number;
  /** Returns the text of a snippet as the page has it; undefined if the request cannot be written in the language. */
  readonly snippet: (endpoint: Endpoint, language: Language) => string | undefined;
}

/** Code that can be scrolled with the keyboard. */
export const code = (text: string, kind = '') =>
  html`<pre tabindex="0"><code${kind ? html` class="${kind}"` : ''}>${new Html(escapeContent(text))}</code></pre>`;

/** Returns a request of a page: closed, with its method, path and name. */
export function requestHtml(endpoint: Endpoint, id: string, context: PageContext): Html {
  const { api, markdown } = context;
  const { method, name, description, safe, tags, before, after } = endpoint;
  const path = pathOf(endpoint);
  const isShort = name === `${method} ${path}`;
  const notes = [
    senderOf(endpoint, api),
    ...(safe ? [] : ['Changes data']),
    ...(before !== undefined || after !== undefined ? ['Has a script in Postman'] : []),
    ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
  ];
  return html`<details class="request" id="${id}">
<summary><span class="method${safe ? '' : ' unsafe'}">${method}</span> <bdi class="path">${path}</bdi> ${isShort ? '' : html`<bdi class="name">${name}</bdi>`}</summary>
<div>
${description ? markdown.block(description) : ''}<p class="notes">${notes.join(' · ')}</p>
${parametersHtml(endpoint, context)}${answerHtml(endpoint, context)}${languages.map(([language, title]) => snippetHtml(endpoint, language, title, context))}</div>
</details>
`;
}

function parametersHtml(endpoint: Endpoint, { api, markdown, maxText }: PageContext): Html {
  const rows = parametersOf(endpoint, api);
  const body = bodyTextOf(endpoint);
  const table =
    rows.length > 0 &&
    html`<div class="scroll" tabindex="0" role="group" aria-label="Parameters"><table><thead><tr><th>In</th><th>Name</th><th>Value</th><th>Description</th></tr></thead><tbody>
${rows.map(
  ({ place, key, value, description }) =>
    html`<tr><td>${place}</td><td><code>${key}</code></td><td><code>${cutText(value, 200)}</code></td><td>${description ? markdown.inline(description) : ''}</td></tr>
`,
)}</tbody></table></div>
`;
  const text =
    body !== undefined &&
    html`<p class="label">Body</p>${code(cutText(body, maxText))}
`;
  return html`${table}${text}`;
}

function answerHtml(endpoint: Endpoint, { maxText }: PageContext): Html {
  const saves = savesOf(endpoint).map(
    ({ variable, from }) => html`<li>Saves <code>${variable}</code> (${from}) for later requests</li>`,
  );
  const expected = expectationsOf(endpoint).map((text) => html`<li>${text}</li>`);
  const example = exampleOf(endpoint);
  const shown =
    example &&
    html`<p class="label">Example: <bdi>${example.name}</bdi> (${example.status})</p>${example.body ? code(cutText(example.body, maxText)) : ''}
`;
  return html`<p class="label">Expected answer</p><ul>${expected}${saves}</ul>
${shown}`;
}

function snippetHtml(endpoint: Endpoint, language: Language, title: string, { snippet }: PageContext): Html {
  const text = snippet(endpoint, language);
  if (text === undefined)
    return html`<p class="notes">${title}: this request can only be sent from Postman.</p>
`;
  return html`<details class="snippet"><summary>${title}</summary>${code(text, `snippet ${language}`)}</details>
`;
}
