import { createHash } from 'node:crypto';
import { strToU8, zlibSync } from 'fflate';
import { type Endpoint, endpointsOf } from '../model/api.ts';
import { identityOf } from '../model/identities.ts';
import { Html, html } from '../notation/html/html.ts';
import type { Language } from '../snippets/draft.ts';
import type { Download, Onboarding, Section } from './onboarding.ts';
import type { MarkdownRenderer } from './render-markdown.ts';
import { code, type PageContext, requestHtml } from './request-html.ts';
import { identitiesHtml, startHtml, valuesHtml } from './start-html.ts';
import { languages, type PageSnippet, type Variants } from './variants.ts';

/** What a page is made from: the files of templates/pages. */
export interface PageAssets {
  readonly css: string;
  readonly script: string;
}

/** The largest page, in bytes: a part for the page, and one for each request. */
const limitOf = (requests: number) => 150_000 + 5000 * requests;

/**
 * Returns the onboarding page: one HTML file that needs no network. Without scripts, only search, copying and the choice of
 * an environment are missing. In a very large page, files are packed and the lines of a sign-in are there only once: there,
 * scripts unpack the files, and put the sign-in before each call.
 */
export function toHtml(
  onboarding: Onboarding,
  variants: Variants,
  markdown: MarkdownRenderer,
  assets: PageAssets,
): string {
  const ids = anchorsOf(onboarding.sections);
  const snippets = new Map([...ids.keys()].map((endpoint) => [endpoint, snippetsOf(endpoint, variants)] as const));
  const make = (isPacked: boolean) => {
    const context: PageContext = {
      api: onboarding.api,
      markdown,
      maxText: isPacked ? 300 : 1200,
      snippet: (endpoint, language) => snippets.get(endpoint)?.get(language)?.[isPacked ? 'call' : 'text'],
    };
    const link = isPacked ? packedLink : plainLink;
    const first = onboarding.firstCall ? (ids.get(onboarding.firstCall) ?? '') : '';
    const all = [...snippets.values()].flatMap((own) => [...own.values()]);
    const full = isPacked ? all.map(({ text }) => variants.linesOf(text)) : [];
    const parts: PageParts = {
      start: startHtml(onboarding, link, first, context),
      signIns: isPacked ? signInsHtml(onboarding, variants) : html``,
      requests: onboarding.sections.map((section, index) => sectionHtml(section, index, ids, context)),
      isPacked,
      data: dataOf(onboarding, variants, full),
    };
    return pageHtml(onboarding, parts, context, assets);
  };
  const page = make(false);
  return Buffer.byteLength(page) <= limitOf(ids.size) ? page : make(true);
}

type OwnSnippets = ReadonlyMap<Language, PageSnippet>;

function snippetsOf(endpoint: Endpoint, variants: Variants): OwnSnippets {
  return new Map(
    languages.flatMap(([language]) => {
      const snippet = variants.next(endpoint, language);
      return snippet ? [[language, snippet] as const] : [];
    }),
  );
}

/** The lines that sign in, once for each identity and language. */
function signInsHtml({ api, identities }: Onboarding, variants: Variants): Html {
  const rows = identities.flatMap((identity) => {
    const endpoint = endpointsOf(api.items).find((candidate) => identityOf(api, candidate) === identity);
    if (!endpoint) return [];
    return languages.map(([language, title]) => {
      const text = variants.signIn(endpoint, language);
      const whose = identity.name === undefined ? '' : ` as ${identity.name}`;
      return text === undefined
        ? ''
        : html`<details class="snippet"><summary>Sign in${whose}: ${title}</summary>${code(text)}</details>
`;
    });
  });
  // With scripts, each request has these lines already.
  return html`<noscript><section aria-labelledby="sign-in"><h2 id="sign-in">Sign in from a program</h2>
<p>These lines come before those of a request, which use the token.</p>
${rows}</section></noscript>
`;
}

interface PageParts {
  readonly start: Html;
  readonly requests: readonly Html[];
  readonly signIns: Html;
  readonly isPacked: boolean;
  readonly data: string;
}

function pageHtml(onboarding: Onboarding, parts: PageParts, context: PageContext, assets: PageAssets): string {
  const { api, environments } = onboarding;
  const { css, script } = assets;
  const sha = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${sha(css)}; script-src ${sha(script)}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${api.name}</title>
<style>${new Html(css)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1><bdi>${api.name}</bdi></h1>
<div class="tools" hidden>
${
  environments.length > 1
    ? html`<label>Environment <select id="environment">${environments.map(({ name }) => html`<option>${name}</option>`)}</select></label>
`
    : ''
}<label>Search <input id="search" type="search" autocomplete="off" placeholder="path, name or text"></label>
<span id="found" role="status"></span>
</div>
<p>Base URL: <code id="base">${environments[0]?.baseUrl ?? ''}</code></p>
</header>
${mainHtml(onboarding, parts, context)}<footer><p>Made by postmint. It needs no network and contains no secret.</p></footer>
<script type="application/json" id="data"${parts.isPacked ? html` data-packed="true"` : ''}>${new Html(parts.isPacked ? pack(parts.data) : parts.data)}</script>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

function mainHtml(onboarding: Onboarding, parts: PageParts, context: PageContext): Html {
  const { api, sections, variables } = onboarding;
  const named = sections.map((section, index) => ({ section, index })).filter(({ section }) => section.path.length > 0);
  const others = variables.filter(({ role }) => role !== 'to-type');
  return html`<main id="main" tabindex="-1">
${
  api.description
    ? html`<section aria-label="About">${context.markdown.block(api.description)}</section>
`
    : ''
}${parts.start}${
  parts.isPacked
    ? html`<noscript><p>The files are compressed in this page. Turn scripts on to download them, or ask the owner of the API for them.</p></noscript>
`
    : ''
}${identitiesHtml(onboarding)}${
  others.length > 0
    ? html`<section aria-labelledby="values"><h2 id="values">Other values</h2>
<p>They have a value, or may be empty. Change them in the environment if you want.</p>
${valuesHtml(onboarding, others, context)}</section>
`
    : ''
}${parts.signIns}<section aria-labelledby="requests">
<h2 id="requests">Requests</h2>
<p>The lines for a shell need curl and jq, those in JavaScript Node 20 or later (save them as <code>request.mjs</code>), and those in Python the package requests.</p>
${
  named.length > 1
    ? html`<nav aria-label="Folders"><ul>${named.map(({ section, index }) => html`<li><a href="#f${index}">${section.path.join(' / ')}</a></li>`)}</ul></nav>
`
    : ''
}${parts.requests}</section>
</main>
`;
}

function sectionHtml(
  { path, description, endpoints }: Section,
  index: number,
  ids: ReadonlyMap<Endpoint, string>,
  context: PageContext,
): Html {
  return html`<section class="folder">
${
  path.length > 0
    ? html`<h3 id="f${index}"><bdi>${path.join(' / ')}</bdi></h3>
`
    : ''
}${description ? context.markdown.block(description) : ''}${endpoints.map((endpoint) => requestHtml(endpoint, ids.get(endpoint) ?? '', context))}</section>
`;
}

/** Names of requests in addresses, such as `#get-a-book`. */
function anchorsOf(sections: readonly Section[]): Map<Endpoint, string> {
  const taken = new Set<string>();
  const ids = new Map<Endpoint, string>();
  for (const endpoint of sections.flatMap(({ endpoints }) => endpoints)) {
    const base =
      endpoint.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'request';
    let id = `r-${base}`;
    for (let number = 2; taken.has(id); number++) id = `r-${base}-${number}`;
    taken.add(id);
    ids.set(endpoint, id);
  }
  return ids;
}

/** A file as a link, whose address is its content. It works without scripts. */
function plainLink({ name, text }: Download): Html {
  const address = `data:application/json;base64,${Buffer.from(text, 'utf8').toString('base64')}`;
  return html`<a download="${name}" href="${new Html(address)}">${name}</a>`;
}

/** Text that a script unpacks. The same text always gives the same characters, whatever the version of zlib. */
const pack = (text: string) => Buffer.from(zlibSync(strToU8(text), { level: 9 })).toString('base64');

/** A file that a script unpacks. */
function packedLink({ name, text }: Download): Html {
  return html`<button type="button" data-name="${name}" data-packed="${new Html(pack(text))}" disabled>${name}</button>`;
}

/** What the script needs: the environments, and the lines that differ in them. */
function dataOf(
  { environments, variables }: Onboarding,
  { texts, patches }: Variants,
  full: readonly (readonly number[])[],
): string {
  const shown = variables.filter(({ variable }) => !variable.secret).map(({ variable }) => variable.name);
  const data = {
    environments: environments.map(({ name, title, baseUrl, model }) => ({
      name,
      title,
      baseUrl,
      values: Object.fromEntries(shown.map((variable) => [variable, model.values.get(variable) ?? ''])),
    })),
    texts,
    patches,
    full,
  };
  // In a script element, only `<` could end it.
  return JSON.stringify(environments.length > 1 ? data : { environments: [], texts, patches: [], full }).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
