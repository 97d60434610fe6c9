import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import { isVariableName } from '../../notation/references.ts';
import type { Variable } from '../api.ts';
import type { Noted } from '../noted.ts';
import { allSettings, type Settings } from '../settings.ts';

/** Reports variables that are not declared, and variables that are used before a request saves them. */
export function checkDeclared(variables: readonly Variable[], { early, saved, implied }: Noted): Diagnostic[] {
  const known = variables.map((variable) => variable.name);
  const declared = new Set(known.filter((name) => !saved.has(name)));
  return early.flatMap(({ name, origin }) => {
    const save = saved.get(name);
    if (declared.has(name) || (implied.has(name) && !save)) return [];
    if (!save) return [diagnose('undeclared-variable', { name, known }, origin)];
    const related = [{ message: 'it is saved here', origin: save.origin }];
    return [diagnose('save-comes-later', { name }, origin, related)];
  });
}

/** Reports names under `literal_braces` that are variables: a runner would replace them. */
export function checkLiterals(variables: readonly Variable[], { literals }: Pick<Noted, 'literals'>): Diagnostic[] {
  const known = new Set(variables.map((variable) => variable.name));
  return literals.flatMap(({ name, origin }) =>
    known.has(name) ? [diagnose('literal-declared', { name }, origin)] : [],
  );
}

/** The parts of a list that can use a variable. */
export interface Users {
  readonly identities: readonly Identity[];
  readonly unsafe: 'ask' | 'plain';
  readonly noted: Noted;
}

/** Warns of variables in the list that no request, sign-in, other variable or script uses. */
export function checkUsed(settings: Settings, { identities, unsafe, noted }: Users): Diagnostic[] {
  const byTemplate = new Set(identities.flatMap(({ variables }) => variables.map((variable) => variable.name)));
  const isUsed = (name: string) =>
    name === 'base_url' ||
    (name === 'allow_unsafe' && unsafe === 'ask') ||
    !isVariableName(name) ||
    noted.uses.has(name) ||
    noted.implied.has(name) ||
    byTemplate.has(name) ||
    noted.scripts.some((script) => script.text.includes(name));
  const first = new Map(
    allSettings(settings)
      .toReversed()
      .map(({ name, keyOrigin }) => [name, keyOrigin]),
  );
  const unused = [...new Set(allSettings(settings).map((setting) => setting.name))].filter((name) => !isUsed(name));
  return unused.map((name) => diagnose('unused-variable', { name }, first.get(name)));
}

/** Warns of path parameters whose name is similar to a variable's. Otherwise the mistake would show only in a run. */
export function checkImplied(variables: readonly Variable[], { implied, saved }: Noted): Diagnostic[] {
  const known = variables.map((variable) => variable.name).filter((name) => !implied.has(name));
  return [...implied].flatMap(([name, origin]) => {
    const near = known.includes(name) || saved.has(name) ? undefined : didYouMean(name, known);
    return near === undefined ? [] : [diagnose('implied-variable', { name, near }, origin)];
  });
}
