import type { Origin } from '../diagnostics/origin.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';
import type { Field, SignIn } from './sign-in.ts';

/** The fields of a map as they are spelled. */
function fieldsOf(map: Located<Record<string, string | number | boolean>> | undefined): Field[] {
  return map?.entries().map(({ key, value }) => ({ key, value: value.text() })) ?? [];
}

/**
 * A template with the list's changes, as the token request needs it.
 *
 * @param name how the list calls the template
 * @param file the template
 * @param change the list's long form of `auth`, if it has one
 * @param origin where the list asks for it
 */
export function resolveSignIn(
  name: string,
  file: Located<AuthTemplateFile>,
  change: Located<AuthChange> | undefined,
  origin: Origin,
): SignIn {
  const token = file.get('token') as Located<AuthTemplateFile['token']>;
  const pick = (key: 'token_url' | 'scope' | 'name') => change?.get(key)?.text() ?? file.get(key)?.text();
  const grant = file.value().grant;
  const scope = pick('scope');
  const variable = change?.get('token')?.get('variable')?.text() ?? token.value().variable;
  const parameters = new Map(
    [...fieldsOf(file.get('parameters')), ...fieldsOf(change?.get('parameters'))].map((one) => [one.key, one.value]),
  );
  const user: Field[] =
    grant === 'password'
      ? [
          { key: 'username', value: file.get('username')?.text() ?? '{{username}}' },
          { key: 'password', value: file.get('password')?.text() ?? '{{password}}' },
        ]
      : [];
  const { description, discovery, keys, refusals, client_authentication, guard } = file.value();
  const { field, format, expires_in: expiresIn, default_life: defaultLife } = token.value();
  return {
    template: name,
    ...(description ? { description } : {}),
    name: pick('name') as string,
    grant,
    tokenUrl: (pick('token_url') as string).replace(/^(?=\/)/, '{{base_url}}'),
    clientAuthentication: change?.value().client_authentication ?? client_authentication,
    clientId: file.get('client_id')?.text() ?? '{{client_id}}',
    clientSecret: file.get('client_secret')?.text() ?? '{{client_secret}}',
    form: [
      { key: 'grant_type', value: grant },
      ...user,
      ...(scope ? [{ key: 'scope', value: scope }] : []),
      ...[...parameters].map(([key, value]) => ({ key, value })),
    ],
    headers: fieldsOf(file.get('headers')),
    token: {
      variable,
      expiresAt: `${variable}_expires_at`,
      field: change?.get('token')?.get('field')?.text() ?? field,
      format,
      ...(expiresIn ? { expiresIn } : {}),
      defaultLife,
    },
    variables: (file.get('variables')?.entries() ?? []).map(({ key, value }) => {
      const one = value.value() as { secret?: boolean; optional?: boolean; description?: string } | null;
      const text = value.as<{ value?: string }>().get('value')?.text() ?? '';
      return {
        name: key,
        value: text,
        secret: one?.secret === true,
        optional: one?.optional === true,
        ...(one?.description ? { description: one.description } : {}),
      };
    }),
    refusals,
    ...(discovery ? { discovery } : {}),
    ...(keys ? { keys } : {}),
    guard: change?.value().guard ?? guard ?? true,
    origin,
  };
}
