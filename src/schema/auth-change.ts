import * as z from 'zod';
import { changeable, grant, tokenChange } from './auth-template.ts';
import { literal } from './literal.ts';

/** The name of a built-in template, or the path of one beside the list. */
const templateName = z.string().meta({
  id: 'template',
  description: 'Name of a built-in auth template, or the path of a template beside the list, such as `./my-auth.yaml`.',
  examples: ['keycloak'],
});

/** A template with changes: its own words, and values for the variables that it brings along. */
export const authChange = z
  .object({
    template: templateName,
    ...changeable,
    grant: grant.optional(),
    token: tokenChange.optional().meta({
      description: 'What differs of the token: its variable, its field in the answer, its life.',
      examples: [{ variable: 'shop_token' }],
    }),
  })
  .catchall(literal);
export type AuthChange = z.infer<typeof authChange>;

/** A sign-in of a list: a template's name, or a template with changes. */
export const signIn = z.union([templateName, authChange]);
