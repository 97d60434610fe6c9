import type { SourceFile } from '../diagnostics/origin.ts';
import type { AuthTemplateFile, TemplateVariableEntry } from '../schema/auth-template.ts';
import { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';
import { readAuthTemplates } from '../source/templates.ts';

/** A variable of an auth template. */
export interface DescribedVariable {
  readonly name: string;
  /** Value if the list does not set one. */
  readonly value?: string;
  /** Whether a list must not contain its value. */
  readonly secret: boolean;
  readonly optional: boolean;
  /** Whether the list or a secret source must give it a value. */
  readonly needed: boolean;
  readonly description?: string;
}

/** A built-in auth template, as `postmint templates` shows it. */
export interface DescribedTemplate {
  readonly name: string;
  /** Markdown. Its first sentence says what the template is for. */
  readonly description: string;
  readonly variables: readonly DescribedVariable[];
}

/** Returns the first sentence of a template's description, without its full stop: what the template is for. */
export const purposeOf = (description: string): string =>
  (/^.*?[.)](?=\s|$)/s.exec(description)?.[0] ?? description).replace(/\s+/g, ' ').replace(/\.$/, '').trim();

/** Returns the built-in auth templates with their variables, in the order of their files. */
export function describeTemplates(): DescribedTemplate[] {
  return [...readAuthTemplates()].map(([name, source]) => describe(name, source));
}

/** Returns the names of the built-in auth templates. */
export const templateNames = (): string[] => [...readAuthTemplates().keys()];

/** Returns the names of the variables of a built-in auth template; none for another name. */
export function templateVariables(name: string): string[] {
  const source = readAuthTemplates().get(name);
  return source ? describe(name, source).variables.map((variable) => variable.name) : [];
}

function describe(name: string, source: SourceFile): DescribedTemplate {
  const { value } = parse(source);
  const file = value && new Located<AuthTemplateFile>(value);
  const variables = file?.get('variables')?.entries() ?? [];
  return {
    name,
    description: file?.get('description')?.text().trim() ?? '',
    variables: variables.map((entry) => describeVariable(entry.key, entry.value.as<TemplateVariableEntry>())),
  };
}

function describeVariable(name: string, located: Located<TemplateVariableEntry>): DescribedVariable {
  const { secret = false, optional = false, made, description } = located.value() ?? {};
  const value = located.get('value')?.text();
  return {
    name,
    ...(value === undefined ? {} : { value }),
    secret,
    optional,
    needed: value === undefined && !optional && made === undefined,
    ...(description ? { description } : {}),
  };
}
