import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { escapePattern } from '../../notation/pattern.ts';
import type { Variable } from '../api.ts';
import type { Noted } from '../noted.ts';

/** A call of the console, with what is handed to it, as far as its parentheses are balanced on two levels. */
const logCall = /\bconsole\s*\.\s*\w+\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;

/** What carries secrets whatever it holds: all variables, headers, the token's own answer. */
const wholes = /\.toObject\s*\(|\bpm\s*\.\s*request\b|\bheaders?\b/i;

/** Warns of scripts that log a secret: every runner keeps its log, and in CI many people can read it. */
export function checkLogs(variables: readonly Variable[], { scripts }: Pick<Noted, 'scripts'>): Diagnostic[] {
  const secrets = variables.filter((variable) => variable.secret).map((variable) => variable.name);
  return scripts.flatMap(({ text, origin }) => {
    const calls = [...text.matchAll(logCall)].flatMap(([, argument = '']) => loggedIn(argument, secrets) ?? []);
    return [...new Set(calls)].map((call) => diagnose('script-logs', { call }, origin));
  });
}

/** What the argument of a log call shows: a secret variable, or a whole that contains secrets. */
function loggedIn(argument: string, secrets: readonly string[]): string | undefined {
  const name = secrets.find((secret) => new RegExp(`["'\`{]${escapePattern(secret)}["'\`}]`).test(argument));
  return name ? `{{${name}}}` : wholes.exec(argument)?.[0].replace(/\s*\($/, '()');
}
