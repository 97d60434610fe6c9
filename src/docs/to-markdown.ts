import type { Endpoint, Variable } from '../model/api.ts';
import { describeVariable } from '../model/onboarding/variable-roles.ts';
import type { Onboarding, OnboardingVariable, Section } from './onboarding.ts';
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
import { languages, type Variants } from './variants.ts';

/** Longest text of a body and of an example, in characters. */
const MAX_TEXT = 1200;

/** Text in which no character has a meaning in Markdown. */
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);

/** Text as code. The fence is longer than any run of backticks in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return text === '' ? '' : `${fence}${space}${text.replace(/\s+/g, ' ').replaceAll('|', '\\|')}${space}${fence}`;
}

function block(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/**
 * Markdown of a list without HTML and images, and with links to http, https and mailto only. Only blocks of code stay as they
 * are, and only those that every reader of Markdown takes for one.
 */
export function safeMarkdown(markdown: string): string {
  const text = markdown.trim();
  // In a block of tildes, backticks have no meaning.
  if (/^\s*~~~/m.test(text)) return withoutHtml(text);
  return text
    .split(/(^```[^`\n]*\n[\s\S]*?^```[ \t]*$)/m)
    .map((part, index) => (index % 2 === 1 ? part : withoutHtml(part)))
    .join('');
}

const unsafeLink = '(?:\\(\\s*<?|:\\s*<?)(?!https?:\\/\\/|mailto:|#)';

function withoutHtml(text: string): string {
  return text
    .replaceAll('<', '&lt;')
    .replace(/!(?=\[)/g, '')
    .replace(new RegExp(`(\\\\*)\\](?=${unsafeLink})`, 'gi'), (whole, slashes: string) =>
      // After an odd number of backslashes, the bracket is text already.
      slashes.length % 2 === 0 ? `${slashes}\\]` : whole,
    );
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Returns the onboarding page as Markdown, for the first environment. */
export function toMarkdown(onboarding: Onboarding, variants: Variants): string {
  const { api, sections, variables, identities } = onboarding;
  const others = variables.filter(({ role }) => role !== 'to-type');
  return `${[
    `# ${plain(api.name)}`,
    ...(api.description ? [safeMarkdown(api.description)] : []),
    ...startHere(onboarding),
    ...(identities.length > 1
      ? [
          '## Identities',
          table(
            ['Identity', 'Signs in with', 'Values'],
            identities.map(({ name, signIn, auth, variables: own }) => [
              plain(name ?? 'the usual one'),
              plain(signIn?.name ?? auth.type),
              own
                .filter(({ produced }) => !produced)
                .map((variable) => code(variable.name))
                .join(', '),
            ]),
          ),
        ]
      : []),
    ...(others.length > 0 ? ['## Other values', valueTable(onboarding, others)] : []),
    '## Requests',
    'The lines for a shell need curl and jq, those in JavaScript Node 20 or later (save them as `request.mjs`), and those in Python the package requests.',
    ...sections.flatMap((section) => sectionText(section, onboarding, variants)),
  ].join('\n\n')}\n`;
}

function startHere(onboarding: Onboarding): string[] {
  const { collection, environments, variables, firstCall, refusals, api } = onboarding;
  const toType = variables.filter(({ role }) => role === 'to-type');
  const files = environments.map(({ download, baseUrl }) => `   - ${code(download.name)} for ${code(baseUrl)}`);
  const names = (correct: readonly Variable[]) => correct.map(({ name }) => code(name)).join(', ');
  const tokens = [...new Set(api.identities.flatMap(({ signIn }) => (signIn ? [`**${plain(signIn.name)}**`] : [])))];
  return [
    '## Start here',
    [
      '1. Get the collection and the environment that you will use. They are beside this page, and in its HTML version:',
      `   - ${code(collection.name)}`,
      ...files,
      '2. In Postman, choose **Import** at the top of the sidebar, and drop both files on the window.',
      `3. Select the environment **${plain(environments[0]?.title ?? '')}** at the top right.`,
      toType.length > 0
        ? '4. Open **Environments** in the sidebar, select it there too, and type the values below into **Value**.'
        : '4. It has all values: nothing has to be typed.',
      firstCall
        ? `5. Send **${plain(firstCall.name)}** (${code(`${firstCall.method} ${pathOf(firstCall)}`)}). In **Test results**, everything is green.`
        : '5. Send a request.',
    ].join('\n'),
    ...(toType.length > 0 ? [valueTable(onboarding, toType)] : []),
    ...(refusals.length > 0
      ? [
          '### If **Sign in** is red',
          `The collection signs in by itself before a request that needs it. You need not send ${tokens.join(' or ')} yourself.`,
          table(
            ['The text says', 'Correct'],
            refusals.map(({ says, correct, otherwise }) => [
              plain(says),
              [names(correct), ...(otherwise ? [otherwise] : [])].join(' '),
            ]),
          ),
        ]
      : []),
  ];
}

function valueTable({ api, environments }: Onboarding, rows: readonly OnboardingVariable[]): string {
  const inRow = (text: string) => safeMarkdown(text).replace(/\s+/g, ' ').replaceAll('|', '\\|');
  return table(
    ['Name', 'Value', 'What it is', 'Where you get it'],
    rows.map(({ variable }) => {
      const { name, secret, from } = variable;
      const value = secret ? '' : (environments[0]?.model.values.get(name) ?? '');
      const source = (from ?? (secret ? 'the owner of the API' : '')).trim().replace(/\.$/, '');
      const where = secret ? `${source}; it stays on your machine` : source;
      return [code(name), code(value), inRow(describeVariable(variable, api)), inRow(where)];
    }),
  );
}

function sectionText({ path, description, endpoints }: Section, onboarding: Onboarding, variants: Variants): string[] {
  return [
    ...(path.length > 0 ? [`### ${plain(path.join(' / '))}`] : []),
    ...(description ? [safeMarkdown(description)] : []),
    ...endpoints.flatMap((endpoint) => requestText(endpoint, onboarding, variants)),
  ];
}

function requestText(endpoint: Endpoint, { api }: Onboarding, variants: Variants): string[] {
  const { name, method, description, safe } = endpoint;
  const rows = parametersOf(endpoint, api);
  const body = bodyTextOf(endpoint);
  const example = exampleOf(endpoint);
  const saves = savesOf(endpoint).map(({ variable, from }) => `- Saves ${code(variable)} (${code(from)})`);
  const text = (cell: string | undefined) =>
    safeMarkdown(cell ?? '')
      .replace(/\s+/g, ' ')
      .replaceAll('|', '\\|');
  return [
    `#### ${plain(name)}`,
    `${code(`${method} ${pathOf(endpoint)}`)} · ${plain(senderOf(endpoint, api))}${safe ? '' : ' · Changes data'}`,
    ...(description ? [safeMarkdown(description)] : []),
    ...(rows.length > 0
      ? [
          table(
            ['In', 'Name', 'Value', 'Description'],
            rows.map((parameter) => [
              parameter.place,
              code(parameter.key),
              code(cutText(parameter.value, 200)),
              text(parameter.description),
            ]),
          ),
        ]
      : []),
    ...(body === undefined ? [] : ['Body:', block(cutText(body, MAX_TEXT), '')]),
    [...expectationsOf(endpoint).map((expected) => `- ${plain(expected)}`), ...saves].join('\n'),
    ...(example
      ? [
          `Example: ${plain(example.name)} (${example.status})`,
          ...(example.body ? [block(cutText(example.body, MAX_TEXT), '')] : []),
        ]
      : []),
    ...languages.flatMap(([language, title]) => {
      const snippet = variants.next(endpoint, language)?.text;
      return snippet === undefined ? [] : [`${title}:`, block(snippet, language === 'curl' ? 'sh' : language)];
    }),
  ].filter((part) => part !== '');
}
