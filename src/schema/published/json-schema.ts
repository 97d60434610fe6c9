import * as z from 'zod';
import { endpointList } from '../endpoint-list.ts';
import { addChecks } from './editor-checks.ts';
import { addTexts } from './editor-texts.ts';
import type { Schema } from './schema-walk.ts';

/** A built-in auth template that editors suggest. */
export interface TemplateChoice {
  readonly name: string;
  /** One sentence about its sign-in. */
  readonly description: string;
}

/**
 * Returns the JSON Schema (draft 7) of endpoints.yaml, for editors. It finds more mistakes than the shapes alone, and offers
 * more; it is never stricter than postmint itself.
 *
 * @param templates suggestions for the name of a template. A file is valid too
 */
export function listSchema(templates: readonly TemplateChoice[]): unknown {
  const { definitions, ...shape } = z.toJSONSchema(endpointList, { io: 'input', target: 'draft-7' });
  const named = definitions as Record<string, Schema>;
  const { type, ...rest } = named.template ?? {};
  const choices = templates.map(({ name, description }) => ({ const: name, description }));
  const template: Schema = { ...rest, anyOf: [...choices, { type }] as Schema[] };
  const schema: Schema = { title: 'postmint', ...shape, definitions: { ...named, template } } as never;
  const entry = named.entry ?? {};
  addChecks(schema, entry, template);
  addTexts(schema, entry);
  return schema;
}
