import { compileFunction } from 'node:vm';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';

/**
 * Reports a user's script that does not compile, and asynchronous tests in it. newman does not report their failures
 * reliably, so a failing one could go unnoticed.
 */
export function checkScript(text: string, origin: Origin): Diagnostic[] {
  try {
    // This compiles the script and does not run it. `return` is allowed, because runners put a script into a function.
    compileFunction(text);
  } catch (error) {
    return [diagnose('script-syntax', { reason: (error as Error).message }, origin)];
  }
  const diagnostics: Diagnostic[] = [];
  const test = /\bpm\s*\.\s*test\s*\(/g;
  for (const match of text.matchAll(test)) {
    // Find the second argument. The first one, the name, may be an expression.
    const rest = text.slice(match.index + match[0].length);
    const second =
      /^(?:[^,()"'`]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\([^()]*\))*,\s*(.*)$/s.exec(
        rest,
      )?.[1] ?? '';
    if (/^async\b/.test(second)) diagnostics.push(diagnose('async-test', { form: 'an async function' }, origin));
    else if (/^(?:function\s*\w*\s*\(\s*\w+|\(\s*\w+[^)]*\)\s*=>|\w+\s*=>)/.test(second)) {
      diagnostics.push(diagnose('async-test', { form: 'a "done" callback' }, origin));
    }
  }
  return diagnostics;
}
