import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { BuildContext } from './build-context.ts';

const MAX_NAME = 250;

/** Names end up in terminals, reports and file trees: one line, nothing invisible. */
export function checkName(name: string, origin: Origin, context: BuildContext): void {
  const reason =
    name.trim() === ''
      ? 'it is empty'
      : name.length > MAX_NAME
        ? `it is longer than ${MAX_NAME} characters`
        : /[\r\n\u2028\u2029\u0085]/.test(name)
          ? 'it has a line break'
          : /\t/.test(name)
            ? 'it has a tab'
            : undefined;
  if (reason) context.report(diagnose('bad-name', { name, reason }, origin));
}
