import { diagnose } from '../../diagnostics/diagnostic.ts';
import { readExplanations } from '../../source/errors-page.ts';
import type { Session } from '../session.ts';
import type { ExplainOptions } from './options.ts';

/** Prints what docs/errors.md says of a code. Returns 0, or 2 for a code that does not exist. */
export async function runExplain(session: Session, options: ExplainOptions): Promise<number> {
  // People paste `error[unknown-key]:` from what they see.
  const code = /\[([\w-]+)\]/.exec(options.code)?.[1] ?? options.code.trim().toLowerCase();
  const explanations = readExplanations();
  const text = explanations.get(code);
  if (text === undefined) {
    return session.end(2, [diagnose('unknown-code', { name: code, known: [...explanations.keys()] })]);
  }
  if (session.format === 'json') session.json(0, [], { code, text });
  session.print(`${code}\n\n${withoutFences(text)}\n`);
  return 0;
}

/** Markdown as text for a terminal: blocks are indented instead of fenced. */
function withoutFences(text: string): string {
  return text.replace(/^```\w*\n(.*?)^```$/gms, (_, block: string) => block.replace(/^(?=.)/gm, '    ').trimEnd());
}
