import * as z from 'zod';
import { endpointList } from '../endpoint-list.ts';

/** A built-in auth template, as an editor offers it. */
export interface TemplateChoice {
  readonly name: string;
  /** What it signs in to, in a sentence. */
  readonly description: string;
}

/**
 * The JSON Schema (draft 7) of endpoints.yaml, for editors.
 *
 * @param templates what is offered where a template is named; any other name is valid too
 */
export function listSchema(templates: readonly TemplateChoice[]): unknown {
  const { definitions, ...schema } = z.toJSONSchema(endpointList, { io: 'input', target: 'draft-7' });
  const named = definitions as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const { type, ...template } = named.template ?? {};
  const choices = templates.map(({ name, description }) => ({ const: name, description }));
  return {
    title: 'postmint endpoint list',
    ...schema,
    definitions: { ...named, template: { ...template, anyOf: [...choices, { type }] } },
  };
}
