import type { Api } from '../../model/api.ts';
import { isLoopback } from '../../notation/loopback.ts';
import type { InitAnswers } from './answers.ts';
import { secretNames } from './ci-file.ts';

/** Returns what to type next: the secrets, and the commands that generate, run, and make a page. */
export function nextSteps(api: Api, { environment, baseUrl, ci }: InitAnswers, list: string): string {
  const isDefault = list === 'endpoints.yaml';
  const argument = isDefault ? '' : ` ${list}`;
  const empty = api.variables.filter(
    ({ name, secret, optional, produced }) =>
      !secret && !optional && !produced && api.environments.some(({ values }) => !values.get(name)),
  );
  const isHere = URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
  const steps = [
    ...(ci.length > 0 && isHere
      ? [`add an environment that the CI machine can reach, and use it in the CI file instead of ${environment}`]
      : []),
    ...(empty.length > 0 ? [`fill in ${empty.map(({ name }) => name).join(', ')} in ${list}`] : []),
    `postmint generate${argument}`,
    ...secretNames(api, environment).map((name) => `export ${name}=…`),
    `postmint run${argument}`,
    `postmint docs${argument}`,
  ];
  return `\nNext:\n${steps.map((step) => `  ${step}`).join('\n')}\n`;
}
