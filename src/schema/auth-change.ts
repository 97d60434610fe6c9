import * as z from 'zod';
import { changeable, grant } from './auth-template.ts';
import { literal } from './literal.ts';
import { tokenChange } from './template-token.ts';

/** The name of a built-in template, or the path of a template file. */
const templateName = z.string().meta({
  id: 'template',
  description: 'Name of a built-in auth template, or the path of a template beside the list, such as `./my-auth.yaml`.',
  examples: ['keycloak'],
});

/** The long form of a sign-in: a template, changes of its keys, and values of its variables. */
export const authChange = z
  .object({
    template: templateName,
    ...changeable,
    grant: grant.optional(),
    token: tokenChange.optional().meta({
      description: 'Changes to the token: its variable, its field in the answer, its lifetime.',
      examples: [{ variable: 'shop_token' }],
    }),
  })
  .catchall(literal);

/** A sign-in in its long form, as written in the list. */
export type AuthChange = z.infer<typeof authChange>;

/** A sign-in: the name of a template, or a template with changes. */
export const signIn = z.union([templateName, authChange]);
