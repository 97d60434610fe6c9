import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';

const MAX_NAME = 250;

/** Reports names that are empty, too long, or break the layout of a terminal or report. */
export function checkName(name: string, origin: Origin): Diagnostic[] {
  const reason = nameFault(name);
  return reason ? [diagnose('bad-name', { name, reason }, origin)] : [];
}

function nameFault(name: string): string | undefined {
  if (name.trim() === '') return 'it is empty';
  if (name.length > MAX_NAME) return `it is longer than ${MAX_NAME} characters`;
  if (/[\r\n\u2028\u2029\u0085]/.test(name)) return 'it contains a line break';
  if (name.includes('\t')) return 'it contains a tab';
  return name.isWellFormed() ? undefined : 'it contains half of a character (a lone surrogate)';
}
