import { type DescribedTemplate, purposeOf } from '../../library/auth-templates.ts';
import { isSlug, slugOf } from '../../notation/slug.ts';
import { type InitAnswers, neededValues } from './answers.ts';
import type { InitOptions } from './options.ts';

/** Thrown when the user cancels a question. */
class Cancelled extends Error {}

/** Questions on a terminal. The result of a command goes to standard output, so they are on standard error. */
async function loadQuestions() {
  const clack = await import('@clack/prompts');
  const output = process.stderr;
  const given = async <T>(answer: Promise<T>): Promise<Exclude<T, symbol>> => {
    const value = await answer;
    if (clack.isCancel(value)) throw new Cancelled();
    return value as Exclude<T, symbol>;
  };
  type Choice = { readonly value: string; readonly label: string; readonly hint?: string };
  return {
    begin: (title: string) => clack.intro(title, { output }),
    stop: (text: string) => clack.cancel(text, { output }),
    text: (message: string, initialValue: string, isRequired = true, pattern = /^/, hint = '') => {
      const validate = (value: string | undefined) =>
        isRequired && !value?.trim() ? 'Please type a value.' : pattern.test(value?.trim() ?? '') ? undefined : hint;
      return given(clack.text({ message, initialValue, output, validate }));
    },
    one: (message: string, options: Choice[]) => given(clack.select({ message, options, maxItems: 12, output })),
    many: (message: string, options: Choice[]) =>
      given(clack.multiselect({ message, options, required: false, output })),
    yes: (message: string) => given(clack.confirm({ message, initialValue: false, output })),
  };
}

type Questions = Awaited<ReturnType<typeof loadQuestions>>;

/** Asks whether to import a description that is in the folder. */
export async function wantsImport(description: string): Promise<boolean> {
  const questions = await loadQuestions();
  try {
    return await questions.yes(`${description} describes an API. Make the list from it?`);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    return false;
  }
}

/**
 * Asks on a terminal for what the options do not say. Returns undefined if the user cancels.
 *
 * @param answers what the options say, and defaults
 */
export async function askForList(
  options: InitOptions,
  answers: InitAnswers,
  templates: readonly DescribedTemplate[],
): Promise<InitAnswers | undefined> {
  const questions = await loadQuestions();
  questions.begin('A first list for postmint');
  try {
    return await askAll(questions, options, answers, templates);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    questions.stop('Nothing was written.');
    return undefined;
  }
}

async function askAll(
  questions: Questions,
  options: InitOptions,
  answers: InitAnswers,
  templates: readonly DescribedTemplate[],
): Promise<InitAnswers> {
  const name = options.name ?? (await questions.text('Name of the API', answers.name));
  const slug = isSlug(slugOf(name))
    ? options.slug
    : (options.slug ?? (await questions.text('Short name for its files', answers.slug ?? '', true, slugs, slugHint)));
  const baseUrl =
    options['base-url'] ??
    (await questions.text(
      'Address of the API (base_url)',
      'http://localhost:8787',
      true,
      /^https?:\/\/[^/]/,
      'It starts with https:// or http://, such as https://api.example.com.',
    ));
  const auth = options.auth ?? (await questions.one('How do requests sign in?', choices(templates)));
  const values = new Map(answers.values);
  for (const { name: variable, about, isChange } of neededValues(auth, templates, values)) {
    const value = (await questions.text(`${variable}: ${about}`, '', !isChange)).trim();
    if (value !== '') values.set(variable, value);
  }
  const asked =
    answers.endpoints.length > 0 ? '' : await questions.text('First requests, separated by commas', 'GET /');
  const endpoints = asked === '' ? answers.endpoints : toEndpoints(asked);
  const systems = [
    { value: 'github', label: 'GitHub Actions' },
    { value: 'gitlab', label: 'GitLab' },
  ];
  const ci =
    options.ci.length > 0
      ? options.ci
      : await questions.many('Write a CI file? (space selects, enter goes on)', systems);
  const trySignIn =
    options['try-sign-in'] || (auth !== 'none' && (await questions.yes('Sign in now, to see whether it works?')));
  return { ...answers, name, slug, baseUrl, auth, values, endpoints, ci, trySignIn };
}

const slugs = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const slugHint = 'Use lower-case letters, digits and "-", such as book-shop.';

/** Splits `GET /a, POST /b`. A comma may also be part of a path. */
const toEndpoints = (text: string): string[] =>
  text
    .split(/,\s*(?=[A-Za-z]+\s+[/{h])/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** The templates with what each needs; no sign-in is first. */
function choices(templates: readonly DescribedTemplate[]) {
  const sorted = [...templates].sort((a, b) => Number(b.name === 'none') - Number(a.name === 'none'));
  return sorted.map(({ name, description, variables }) => {
    const needs = variables.filter((variable) => variable.needed).map((variable) => variable.name);
    const purpose = purposeOf(description);
    return { value: name, label: name, hint: `${purpose}${needs.length > 0 ? `; needs ${needs.join(', ')}` : ''}` };
  });
}
