import type { Code } from './catalogue.ts';
import { filesCodes } from './codes/files.ts';
import { importCodes } from './codes/import.ts';
import { includeCodes } from './codes/include.ts';
import { listCodes } from './codes/list.ts';
import { requestCodes } from './codes/request.ts';
import { runCodes } from './codes/run.ts';
import { sendingCodes } from './codes/sending.ts';
import { sourceCodes } from './codes/source.ts';
import { diagnose } from './diagnostic.ts';
import { explanations } from './explanations.ts';
import { formatDiagnostic } from './format.ts';

/** The groups of the page, in its order. */
const groups: readonly { readonly title: string; readonly codes: object }[] = [
  { title: 'Files and YAML', codes: sourceCodes },
  { title: 'The list', codes: listCodes },
  { title: 'Included files', codes: includeCodes },
  { title: 'Requests', codes: requestCodes },
  { title: 'How requests are sent', codes: sendingCodes },
  { title: 'Generated files', codes: filesCodes },
  { title: 'API descriptions', codes: importCodes },
  { title: 'Commands and runs', codes: runCodes },
];

/** Maximum number of lines of an example. A longer list is harder to understand than the explanation. */
const MAX_LINES = 16;

const opening = `# Errors, warnings and notes

Everything that postmint reports has a code. Codes keep their names and their meaning from version to version, so that
scripts can rely on them; the wording can improve.

- An **error** stops the command: nothing is written and nothing is sent.
- A **warning** is probably a mistake, but the command continues.
- A **note** says what postmint did for you.

This page is generated from the source: \`npm run docs\` writes it again.`;

/**
 * Returns docs/errors.md: for each code its severity, message and hint in a typical case, its explanation, and a list
 * that causes it.
 *
 * @param exampleOf returns the text of a list that causes a code; undefined when no list can
 */
export function formatErrorsPage(exampleOf: (code: Code) => string | undefined): string {
  const all = groups.map(({ title, codes }) => ({ title, codes: Object.keys(codes) as Code[] }));
  const index = all.map(({ title, codes }) => {
    const links = codes.map((code) => `[${code}](#${code})`);
    return `**${title}**: ${links.join(', ')}`;
  });
  const sections = all.map(({ title, codes }) =>
    [`## ${title}`, ...codes.map((code) => formatCode(code, exampleOf(code)))].join('\n\n'),
  );
  return `${[opening, ...index, ...sections].join('\n\n')}\n`;
}

/** The part of the page about one code. Each sentence is a line, so that diffs are small. */
function formatCode(code: Code, list: string | undefined): string {
  const { example, about } = explanations[code];
  const shown = formatDiagnostic(diagnose(code, example as never));
  const parts = [`### ${code}`, block('text', shown), about.join('\n')];
  if (list?.trim() && list.split('\n').length <= MAX_LINES) {
    parts.push('For example, this list causes it:', block('yaml', list.trimEnd()));
  }
  return parts.join('\n\n');
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
