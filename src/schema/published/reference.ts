import type * as z from 'zod';
import { authChange } from '../auth-change.ts';
import { authTemplate } from '../auth-template.ts';
import { example, folderEntry, requestEntry } from '../endpoint.ts';
import { endpointList } from '../endpoint-list.ts';
import { longField, longGraphql } from '../entry/body.ts';
import { includeEntry } from '../entry/include.ts';
import { includedFile } from '../entry/included-file.ts';
import { retryEntry, settingsEntry } from '../entry/sending.ts';
import { expectation } from '../expectation.ts';
import { fileReference } from '../literal.ts';
import { longParameter, longPathValue } from '../parameter.ts';
import { refusal, refusals } from '../refusal.ts';
import { longBodySave, longHeaderSave, longTextSave } from '../save.ts';
import { docsOf, inWords, keysOf, kindsOf } from '../shape.ts';
import { templateRefresh, templateToken, tokenChange } from '../template-token.ts';
import { templateVariable } from '../template-variable.ts';
import { longEnvironment, longVariable } from '../variable.ts';

/** A section of docs/reference.md. It documents the keys of one map. */
export interface Section {
  readonly title: string;
  readonly intro: string;
  readonly shape: z.ZodType;
}

/** All sections, one for each map that users write, in the order of the page. */
export const sections: readonly Section[] = [
  {
    title: 'The list',
    intro: 'The keys of endpoints.yaml.',
    shape: endpointList,
  },
  {
    title: 'A request',
    intro:
      'An entry of `endpoints`. The short form is one line, `METHOD path`, with a query if there is one: `GET /users?limit=10`.',
    shape: requestEntry,
  },
  {
    title: 'A folder',
    intro:
      'An entry of `endpoints` that contains other entries. `auth`, `headers`, `tags`, `safe`, `before` and `after` apply to everything inside.',
    shape: folderEntry,
  },
  {
    title: 'An include',
    intro: 'An entry of `endpoints` that reads further entries from other files. They and the list are one collection.',
    shape: includeEntry,
  },
  {
    title: 'An included file',
    intro: 'The keys of a file that a list includes. Keys other than `variables` and `endpoints` need `folder`.',
    shape: includedFile,
  },
  {
    title: 'A parameter or header',
    intro:
      'One value of `query`, `form` or `headers`. The short form is the value itself. A list repeats the name, and in `query` and `form`, null sends the name alone.',
    shape: longParameter,
  },
  {
    title: 'A path parameter',
    intro: 'One value of `path`. The short form is the value itself.',
    shape: longPathValue,
  },
  {
    title: 'A field of a multipart body',
    intro: 'One value of `multipart`. The short form is the value itself; a list repeats the name.',
    shape: longField,
  },
  {
    title: 'A GraphQL body',
    intro: 'The long form of `graphql`. The short form is the document.',
    shape: longGraphql,
  },
  {
    title: 'Trying again',
    intro: 'The key `retry` of a request.',
    shape: retryEntry,
  },
  {
    title: 'How a request is sent',
    intro: 'The key `settings` of a request.',
    shape: settingsEntry,
  },
  {
    title: 'Expectations',
    intro: 'The long form of `expect`. The short form is a status or a list of them.',
    shape: expectation,
  },
  {
    title: 'Saving from the body',
    intro: 'One value of `save`. The short form is the path: `order_id: $.id`.',
    shape: longBodySave,
  },
  {
    title: 'Saving from a header',
    intro: 'One value of `save`.',
    shape: longHeaderSave,
  },
  {
    title: 'Saving from text',
    intro: 'One value of `save`, for answers that are not JSON.',
    shape: longTextSave,
  },
  {
    title: 'An example',
    intro: 'One item of `examples`.',
    shape: example,
  },
  {
    title: 'Text from a file',
    intro:
      'Can be written in place of `text`, `xml`, `graphql`, `before`, `after`, and of JSON such as `json` or `schema`.',
    shape: fileReference,
  },
  {
    title: 'A variable',
    intro:
      'One value of `variables`, in the list or in an environment. The short form is the value, whose YAML type is the type of the variable; null declares it without a value.',
    shape: longVariable,
  },
  {
    title: 'An environment',
    intro:
      'One value of `environments`, when it has the key `variables`. The short form is the variables themselves: `{ base_url: https://api.example.com }`.',
    shape: longEnvironment,
  },
  {
    title: 'A sign-in with changes',
    intro:
      'The long form of `auth` and of each identity. The short form is the name of the template. Variables of the template are further keys: `{ template: keycloak, realm: shop }`.',
    shape: authChange,
  },
  {
    title: 'Changes to the token',
    intro: 'The key `token` of a sign-in with changes. All keys are optional.',
    shape: tokenChange,
  },
  {
    title: 'An auth template',
    intro:
      'The keys of your own template, such as `./my-auth.yaml`, and of those in templates/auth. [sign-in.md](sign-in.md) has a complete one.',
    shape: authTemplate,
  },
  {
    title: 'The token of a template',
    intro: 'The key `token` of an auth template.',
    shape: templateToken,
  },
  {
    title: 'Renewal',
    intro: 'The key `refresh` of an auth template.',
    shape: templateRefresh,
  },
  {
    title: 'A variable of a template',
    intro: 'One value of `variables` in an auth template.',
    shape: templateVariable,
  },
  {
    title: 'Refusals',
    intro: 'The key `refusals` of an auth template.',
    shape: refusals,
  },
  {
    title: 'One refusal',
    intro: 'One value of `refusals`.',
    shape: refusal,
  },
];

const head = `# Every key of endpoints.yaml

<!-- Made from src/schema by \`npm run docs\`: change it there. -->

*A value* is text, a number, or true or false. It is sent as written: \`1.10\` stays \`1.10\`, and \`01234\` stays
\`01234\`. \`{{name}}\` in it refers to a variable. File paths are relative to the list.
`;

/**
 * Returns the text of docs/reference.md: for each key its type, description, default and example.
 *
 * @param toYaml prints a value as YAML
 */
export function formatReference(toYaml: (value: unknown) => string): string {
  const contents = sections.map(({ title }) => `- [${title}](#${anchorOf(title)})`).join('\n');
  const shown = new Map<string, Section>();
  const parts = sections.map((section) => formatSection(section, shown, toYaml));
  return [head, `${contents}\n`, ...parts].join('\n');
}

const anchorOf = (title: string) => title.toLowerCase().replaceAll(' ', '-');

/** @param shown the first section of each key and description. Later sections link to it */
function formatSection({ title, intro, shape }: Section, shown: Map<string, Section>, toYaml: ToYaml): string {
  const section = { title, intro, shape };
  const parts = keysOf(shape).map(({ key, shape: value, required }) => {
    const { description = '' } = docsOf(value);
    const name = `${key}: ${description}`;
    const earlier = shown.get(name);
    if (earlier) return `### \`${key}\`\n\nAs in [${lowerFirst(earlier.title)}](#${anchorOf(earlier.title)}).\n`;
    shown.set(name, section);
    return formatKey(key, value, required, toYaml);
  });
  return [`## ${title}\n`, `${intro}\n`, ...parts].join('\n');
}

type ToYaml = (value: unknown) => string;

function formatKey(key: string, shape: z.ZodType, required: boolean, toYaml: ToYaml): string {
  const { description, examples = [], ...rest } = docsOf(shape);
  const kind = `*${typeInWords(shape)}${required ? ', required' : ''}*`;
  const fallback = rest.default === undefined ? '' : ` Default: \`${String(rest.default)}\`.`;
  const yaml = examples.map((value) => `\`\`\`yaml\n${toYaml({ [key]: value }).trimEnd()}\n\`\`\`\n`);
  return [`### \`${key}\`\n`, `${kind}\n`, `${description}${fallback}\n`, ...yaml].join('\n');
}

/** Names the types of a key, such as `a value or a map`. Text, numbers and booleans together are `a value`. */
function typeInWords(shape: z.ZodType): string {
  const kinds = kindsOf(shape);
  const literal = ['text', 'a number', 'true or false'];
  if (!literal.every((kind) => kinds.includes(kind))) return inWords(kinds);
  return inWords(['a value', ...kinds.filter((kind) => !literal.includes(kind))]);
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
