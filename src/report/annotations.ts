/** Annotations of GitHub Actions. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { showText } from '../diagnostics/show-text.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

const escapeData = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
/** Shows control characters, but keeps line breaks, which are escaped later. */
const showLines = (text: string) =>
  text
    .split(/(\r?\n)/)
    .map((part) => (/\n/.test(part) ? part : showText(part)))
    .join('');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * Returns a diagnostic as an annotation, which GitHub shows beside the line in a pull request.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatAnnotation({ severity, file, range, code, message }: Diagnostic): string {
  const place = file && range ? ` file=${escapeProperty(file)},line=${range.start.line},col=${range.start.column}` : '';
  const title = `${place === '' ? ' ' : ','}title=${escapeProperty(`postmint ${code}`)}`;
  return `::${commands[severity]}${place}${title}::${escapeData(showLines(message))}`;
}
