import type { Identity } from '../auth/sign-in.ts';
import type { Variable } from '../model/api.ts';
import { endpointsOf } from '../model/api.ts';
import { identityOf } from '../model/identities.ts';
import { describeVariable } from '../model/onboarding/variable-roles.ts';
import { type Html, html } from '../notation/html/html.ts';
import type { Download, Onboarding, OnboardingVariable } from './onboarding.ts';
import { expectationsOf, pathOf } from './request-facts.ts';
import type { PageContext } from './request-html.ts';

/** Returns the link of a file: its content is in the page. */
export type DownloadLink = (download: Download) => Html;

/** Returns "Start here": the files, where to click, what to type, the first request, and what a red sign-in means. */
export function startHtml(onboarding: Onboarding, link: DownloadLink, first: string, context: PageContext): Html {
  const { collection, environments, firstCall, variables } = onboarding;
  const toType = variables.filter(({ role }) => role === 'to-type');
  const [environment] = environments;
  return html`<section aria-labelledby="start">
<h2 id="start">Start here</h2>
<ol>
<li>Download the collection, and the environment that you will use:
<ul class="files">
<li>${link(collection)}</li>
${environments.map(
  ({
    download,
    name,
    baseUrl,
  }) => html`<li data-environment="${name}">${link(download)} for <code>${baseUrl}</code></li>
`,
)}</ul></li>
<li>In Postman, choose <b>Import</b> at the top of the sidebar, and drop both files on the window.</li>
<li>Select the environment <b id="title">${environment?.title ?? ''}</b> at the top right, where it says <b>No environment</b>.</li>
<li>${toType.length > 0 ? html`Open <b>Environments</b> in the sidebar, select it there too, and type into <b>Value</b>:${valuesHtml(onboarding, toType, context)}` : html`It has all values: nothing has to be typed.`}</li>
<li>${firstCall ? html`Send <a href="#${first}"><b>${firstCall.name}</b></a> (<code>${firstCall.method} ${pathOf(firstCall)}</code>). In <b>Test results</b>, everything is green: ${expectationsOf(firstCall).join(', ')}.` : 'Send a request.'}</li>
</ol>
${refusalsHtml(onboarding)}</section>
`;
}

/** A table of variables. */
export function valuesHtml(onboarding: Onboarding, rows: readonly OnboardingVariable[], context: PageContext): Html {
  const { api, environments } = onboarding;
  const [environment] = environments;
  const where = ({ secret, from }: Variable) => {
    const source = from?.trim().replace(/\.$/, '') ?? 'the owner of the API';
    return secret
      ? html`${context.markdown.inline(source)}; it stays on your machine`
      : from && context.markdown.inline(source);
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Values"><table><thead><tr><th>Name</th><th>Value</th><th>What it is</th><th>Where you get it</th></tr></thead><tbody>
${rows.map(
  ({ variable }) =>
    html`<tr><td><code>${variable.name}</code></td><td><code data-value="${variable.name}">${variable.secret ? '' : (environment?.model.values.get(variable.name) ?? '')}</code></td><td>${context.markdown.inline(describeVariable(variable, api))}</td><td>${where(variable)}</td></tr>
`,
)}</tbody></table></div>
`;
}

function refusalsHtml({ refusals, api }: Onboarding): Html {
  if (refusals.length === 0) return html``;
  const values = (correct: readonly Variable[]) =>
    correct.map(({ name }, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`);
  const names = [...new Set(api.identities.flatMap(({ signIn }) => signIn?.name ?? []))];
  return html`<h3>If <b>Sign in</b> is red</h3>
<p>The collection signs in by itself before a request that needs it. You need not send ${names.map((name, index) => html`${index > 0 ? ' or ' : ''}<b>${name}</b>`)} yourself. If the test <b>Sign in</b> is red, its text says what the server refused:</p>
<div class="scroll" tabindex="0" role="group" aria-label="Refused sign-ins"><table><thead><tr><th>The text says</th><th>Correct</th></tr></thead><tbody>
${refusals.map(
  ({ says, correct, otherwise }) =>
    html`<tr><td>${says}</td><td>${values(correct)}${otherwise ? ` ${otherwise}` : ''}</td></tr>
`,
)}</tbody></table></div>
`;
}

/** Returns who the requests can be sent as; empty for a list with one sign-in only. */
export function identitiesHtml({ api, identities }: Onboarding): Html {
  if (identities.length < 2) return html``;
  const endpoints = endpointsOf(api.items);
  const row = (identity: Identity) => {
    const count = endpoints.filter((endpoint) => identityOf(api, endpoint) === identity).length;
    const how = identity.signIn ? identity.signIn.name : identity.auth.type;
    const inputs = identity.variables.filter(({ produced }) => !produced).map(({ name }) => name);
    return html`<tr><td>${identity.name ?? 'the usual one'}</td><td>${how}</td><td>${inputs.map((name, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`)}</td><td>${count}</td></tr>
`;
  };
  return html`<section aria-labelledby="identities">
<h2 id="identities">Identities</h2>
<p>Requests are sent as one of these. Each signs in with its own values.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Identities"><table><thead><tr><th>Identity</th><th>Signs in with</th><th>Values</th><th>Requests</th></tr></thead><tbody>
${identities.map(row)}</tbody></table></div>
</section>
`;
}
