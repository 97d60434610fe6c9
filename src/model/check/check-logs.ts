import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Variable } from '../api.ts';
import type { BuildContext } from '../build/build-context.ts';

/** A call of the console, with what is handed to it, as far as its parentheses are balanced on two levels. */
const logCall = /\bconsole\s*\.\s*\w+\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;

/** What carries secrets whatever it holds: all variables, headers, the token's own answer. */
const wholes = /\.toObject\s*\(|\bpm\s*\.\s*request\b|\bheaders?\b/i;

/** Warns of scripts that log a secret: a log is kept by every runner, and in CI for everybody. */
export function checkLogs(variables: readonly Variable[], context: BuildContext): void {
  const secrets = variables.filter((one) => one.secret).map((one) => one.name);
  for (const { text, origin } of context.scripts) {
    const told = new Set<string>();
    for (const [, argument = ''] of text.matchAll(logCall)) {
      const name = secrets.find((one) => new RegExp(`["'\`{]${escapePattern(one)}["'\`}]`).test(argument));
      const whole = wholes.exec(argument)?.[0].replace(/\s*\($/, '()');
      const call = name ? `{{${name}}}` : whole;
      if (call === undefined || told.has(call)) continue;
      told.add(call);
      context.report(diagnose('script-logs', { call }, origin));
    }
  }
}

const escapePattern = (text: string) => text.replace(/[.$-]/g, '\\$&');
