import { diagnose } from '../../diagnostics/diagnostic.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { type DescribedTemplate, type DescribedVariable, describeTemplates } from '../../library/auth-templates.ts';
import type { Session } from '../session.ts';
import type { TemplatesOptions } from './options.ts';

/** Width of the text, in columns. */
const WIDTH = 80;

/** Lists the auth templates, or shows one. Returns 0, or 2 for a template that does not exist. */
export async function runTemplates(session: Session, { name }: TemplatesOptions): Promise<number> {
  const templates = describeTemplates().sort((a, b) => (a.name < b.name ? -1 : 1));
  if (name === undefined) {
    if (session.format === 'json') session.json(0, [], { templates });
    session.print(`${templates.map(formatLine).join('\n')}\n\nShow one: postmint templates NAME\n`);
    return 0;
  }
  const template = templates.find((known) => known.name === name.trim());
  if (!template) {
    const known = templates.map((one) => one.name);
    return session.end(2, [diagnose('unknown-template', { name, known, isIdentity: false })]);
  }
  const yaml = toYaml(template);
  if (session.format === 'json') session.json(0, [], { template, yaml });
  session.print(formatTemplate(template, yaml));
  return 0;
}

/** What a template is for, in its first sentence. */
const purposeOf = ({ description }: DescribedTemplate) =>
  (/^[^\n]*?[.)](?=\s|$)/.exec(description.replace(/(?<!\n)\n(?!\n)/g, ' '))?.[0] ?? description).trim();

function formatLine(template: DescribedTemplate): string {
  const needed = template.variables.filter((variable) => variable.needed).map((variable) => variable.name);
  const needs = needed.length > 0 ? ` Needs ${needed.join(', ')}.` : '';
  const name = template.name.padEnd(26);
  return wrapText(`${name}${purposeOf(template)}${needs}`, 0, WIDTH).join('\n');
}

function formatTemplate({ name, description, variables }: DescribedTemplate, yaml: string): string {
  const width = Math.max(0, ...variables.map((variable) => variable.name.length)) + 2;
  const lines = variables.flatMap((variable) => {
    const text = [variable.description?.replace(/\.$/, ''), noteOf(variable)]
      .filter((part) => part !== undefined)
      .join('; ');
    return wrapText(`  ${variable.name.padEnd(width)}${text}`, 0, WIDTH);
  });
  return [
    `${name}\n\n${description}\n`,
    ...(lines.length > 0 ? [`Variables:\n${lines.join('\n')}\n`] : []),
    `In the list:\n\n${yaml.replace(/^(?=.)/gm, '    ')}`,
  ].join('\n');
}

function noteOf({ secret, optional, value, needed }: DescribedVariable): string | undefined {
  if (secret) return optional ? 'a secret, optional' : 'a secret, never in the list';
  if (value !== undefined) return `default: ${value}`;
  if (optional) return 'optional';
  return needed ? undefined : 'set by the sign-in';
}

/** The part of a list that uses the template, with the values that it needs. */
function toYaml({ name, variables }: DescribedTemplate): string {
  const written = variables.filter(({ needed, secret }) => needed && !secret);
  const values = written.map((variable) => `    ${variable.name}: …\n`);
  return [`auth: ${name}\n`, 'environments:\n  dev:\n    base_url: https://api.example.com\n', ...values].join('');
}
