import { compileFunction } from 'node:vm';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';

/**
 * Looks over a script of the user's: it has to compile, and it may not hold a test that can fail unseen. (newman
 * records a rejected promise or a failing async test in a way that a run cannot rely on.)
 */
export function checkScript(text: string, origin: Origin): Diagnostic[] {
  try {
    // Compiled only, never run. The runners put a script into a function, where `return` is allowed.
    compileFunction(text);
  } catch (error) {
    return [diagnose('script-syntax', { reason: (error as Error).message }, origin)];
  }
  const all: Diagnostic[] = [];
  const test = /\bpm\s*\.\s*test\s*\(/g;
  for (const match of text.matchAll(test)) {
    // The second argument, whatever the first one is: a name may be computed.
    const rest = text.slice(match.index + match[0].length);
    const second =
      /^(?:[^,()"'`]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\([^()]*\))*,\s*(.*)$/s.exec(
        rest,
      )?.[1] ?? '';
    if (/^async\b/.test(second)) all.push(diagnose('async-test', { form: 'an async function' }, origin));
    else if (/^(?:function\s*\w*\s*\(\s*\w+|\(\s*\w+[^)]*\)\s*=>|\w+\s*=>)/.test(second)) {
      all.push(diagnose('async-test', { form: 'a "done" callback' }, origin));
    }
  }
  return all;
}
