import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { escapePattern } from '../../notation/pattern.ts';
import type { Variable } from '../api.ts';
import type { Noted } from '../noted.ts';

/** A call of `console` and its arguments, which may contain two levels of parentheses. */
const logCall = /\bconsole\s*\.\s*\w+\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;

/** Objects that may contain secrets: all variables, the request, headers. */
const containers = /\.toObject\s*\(|\bpm\s*\.\s*request\b|\bheaders?\b/i;

/** Warns of scripts that log a secret. In CI, many people can read the log. */
export function checkLogs(variables: readonly Variable[], { scripts }: Pick<Noted, 'scripts'>): Diagnostic[] {
  const secrets = variables.filter((variable) => variable.secret).map((variable) => variable.name);
  return scripts.flatMap(({ text, origin }) => {
    const calls = [...text.matchAll(logCall)].flatMap(([, argument = '']) => loggedIn(argument, secrets) ?? []);
    return [...new Set(calls)].map((call) => diagnose('script-logs', { call }, origin));
  });
}

/** Returns what the arguments of a log call reveal: a secret variable, or an object that may contain secrets. */
function loggedIn(argument: string, secrets: readonly string[]): string | undefined {
  const name = secrets.find((secret) => new RegExp(`["'\`{]${escapePattern(secret)}["'\`}]`).test(argument));
  return name ? `{{${name}}}` : containers.exec(argument)?.[0].replace(/\s*\($/, '()');
}
