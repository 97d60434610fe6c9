import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { isToken } from '../notation/http-token.ts';
import { parsePath } from '../notation/json/json-path.ts';
import type { Located } from '../source/located.ts';
import type { AnswerField, TokenPlace } from './sign-in.ts';

/**
 * Reads where an answer has a value: `expires_in` is a field, `$.data.token` a path (RFC 9535, section 2.3.5.1).
 * `data.token` is the same path without its `$.`, because APIs document their fields like that. A field whose name has a
 * dot is written `$['a.b']`.
 */
export function toAnswerField(text: string): AnswerField {
  const path = parsePath(/^\w+(?:\.\w+)+$/.test(text) ? `$.${text}` : text);
  if (!('steps' in path)) return text;
  const [first, second] = path.steps;
  return typeof first === 'string' && second === undefined ? first : { text, steps: path.steps };
}

/** Reads where an answer has its token: as {@link toAnswerField}, in a header, or `body` for all of it. */
export function toTokenPlace(written: string | { readonly header: string }): TokenPlace {
  if (typeof written !== 'string') return { header: written.header };
  return written === 'body' ? { body: true } : toAnswerField(written);
}

/** Reports keys of `token` and `refresh` that begin with `$` but are not paths, and a header with an invalid name. */
export function checkAnswerFields(map: Located<unknown> | undefined): Diagnostic[] {
  return (map?.entries() ?? []).flatMap(({ key, value }) => {
    if (!['field', 'expires_in', 'expires_at'].includes(key)) return [];
    if (value.is('mapping')) {
      const header = value.as<{ header: string }>().get('header');
      return header && !isToken(header.text()) ? [diagnose('bad-header-name', { name: header.text() }, header)] : [];
    }
    const text = value.text();
    const path = text.startsWith('$') ? parsePath(text) : undefined;
    if (path && 'fault' in path) return [diagnose('bad-path', { text, reason: path.fault }, value)];
    return path?.steps.length === 0 ? [diagnose('bad-path', { text, reason: wholeAnswer }, value)] : [];
  });
}

const wholeAnswer = 'it is the whole answer; for a token that is the whole body, write body';
