import type { AnswerField, SignIn, TokenPlace } from '../../auth/sign-in.ts';
import type { Json } from '../../model/expectation.ts';
import { Code, type Fillings } from './fill-script.ts';
import { toJavaScript } from './to-javascript.ts';

/** True if the scripts need steps to read the answer, or if the answer need not be a JSON object. */
export function readsPaths({ token, refresh }: SignIn): boolean {
  const known = [token.field, token.expiresIn, token.expiresAtField, refresh?.field];
  return known.some((field) => field !== undefined && typeof field !== 'string');
}

/** Returns a field of an answer as a script reads it: a name, or the steps of a path. */
export function toSetting(field: AnswerField): string | (string | number)[] {
  return typeof field === 'string' ? field : [...field.steps];
}

/** Returns the kind of a token's place. */
export function placeOf(field: TokenPlace): 'json' | 'header' | 'body' {
  if (typeof field === 'string' || 'steps' in field) return 'json';
  return 'header' in field ? 'header' : 'body';
}

/** Returns where the token is, and how messages name it. */
export function tokenSettings(field: TokenPlace): { [key: string]: Json } {
  if (typeof field === 'string' || 'steps' in field) {
    const name = typeof field === 'string' ? field : field.text;
    const missing = name === 'id_token' ? '; is openid in the scope, if the server needs it?' : '';
    const words = { namedToken: `the ${name} in the answer`, withoutToken: ` without ${name}${missing}` };
    return { tokenField: toSetting(field), ...words };
  }
  if ('body' in field) {
    return {
      tokenPlace: 'body',
      tokenField: '',
      namedToken: 'the text in the answer',
      withoutToken: ' without a body',
    };
  }
  const { header } = field;
  const words = { namedToken: `the ${header} header in the answer`, withoutToken: ` without the header ${header}` };
  return { tokenPlace: 'header', tokenField: header, ...words };
}

/** Placeholders of the values that a script reads from the answer, and the settings that name their fields. */
const fields = {
  EXPIRES_IN_VALUE: 'expiresInField',
  EXPIRES_AT_VALUE: 'expiresAtField',
  REFRESH_VALUE: 'refreshField',
};

/**
 * Returns the code that reads the token, its lifetime and the refresh token from an answer.
 *
 * @param settings the settings of one sign-in; undefined for a script that serves several
 * @param sections those of the script
 */
export function answerValues(
  settings: Readonly<Record<string, Json>> | undefined,
  sections: readonly string[],
): Fillings {
  const paths = sections.includes('paths');
  const setting = (key: string) => (settings ? toJavaScript(settings[key] ?? '') : `signIn.${key}`);
  const read = (key: string) => (paths ? `read(${setting(key)})` : `answer[${setting(key)}]`);
  const others = Object.entries(fields).map(([name, key]) => [name, new Code(read(key))] as const);
  return { TOKEN_VALUE: new Code(tokenValue()), ...Object.fromEntries(others) };

  function tokenValue(): string {
    if (sections.includes('token-varies')) return 'places[signIn.tokenPlace ?? "json"]()';
    if (!paths) return `isPlainObject(answer) ? ${read('tokenField')} : false`;
    if (sections.includes('token-in-header')) return headerValue(setting('tokenField'));
    if (sections.includes('token-in-body')) return wholeBody;
    return `isObject(answer) && !isError(answer) ? ${read('tokenField')} : false`;
  }
}

/** A header, without the scheme that `Authorization` begins with. */
const headerValue = (name: string) => `response.headers.get(${name})?.replace(/^Bearer +/i, "")`;

/** A body that is text, or a text in JSON. */
const wholeBody = 'typeof answer === "string" ? answer : response.text().trim() || null';
