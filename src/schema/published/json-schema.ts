import * as z from 'zod';
import { endpointList } from '../endpoint-list.ts';

/** A built-in auth template that editors suggest. */
export interface TemplateChoice {
  readonly name: string;
  /** One sentence about its sign-in. */
  readonly description: string;
}

/**
 * Returns the JSON Schema (draft 7) of endpoints.yaml, for editors.
 *
 * @param templates suggestions for the name of a template. Other names are valid too, because a template can be a file
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
