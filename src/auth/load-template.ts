import { diagnose, hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { type AuthTemplateFile, authTemplate } from '../schema/auth-template.ts';
import { decode } from '../schema/decode.ts';
import type { AuthChange, EndpointList } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';
import { resolveSignIn } from './resolve.ts';
import type { SignIn } from './sign-in.ts';

/** Where templates come from: the built-in ones by name, and a reader for the user's own files. */
export interface TemplateSource {
  /** Built-in templates, by name. */
  readonly builtIn: ReadonlyMap<string, SourceFile>;
  /** Reads a file that the list names, relative to the list. */
  readonly read: (path: string, origin: Origin) => Result<SourceFile>;
}

/**
 * The sign-in that a list asks for; no value and no diagnostics when it asks for none.
 *
 * @example loadSignIn(list, templates).value?.token.variable // 'dex_token'
 */
export function loadSignIn(list: Located<EndpointList>, templates: TemplateSource): Result<SignIn> {
  const auth = list.get('auth');
  if (!auth) return { diagnostics: [] };
  const change = auth.is('mapping') ? auth.as<AuthChange>() : undefined;
  const name = change ? change.get('template') : auth.as<string>();
  if (!name || name.text() === 'none') return { diagnostics: [] };
  const source = findTemplate(name.text(), name, templates);
  if (!source.value) return { diagnostics: source.diagnostics };
  const tree = parse(source.value);
  if (!tree.value || hasErrors(tree.diagnostics)) return { diagnostics: tree.diagnostics };
  const file = decode<AuthTemplateFile>(authTemplate, tree.value);
  if (!file.value) return { diagnostics: file.diagnostics };
  return { value: resolveSignIn(name.text(), file.value, change, auth), diagnostics: [] };
}

function findTemplate(name: string, origin: Origin, templates: TemplateSource): Result<SourceFile> {
  if (/[/\\]|\.ya?ml$/.test(name)) return templates.read(name, origin);
  const value = templates.builtIn.get(name);
  if (value) return { value, diagnostics: [] };
  const known = ['none', ...templates.builtIn.keys()];
  return { diagnostics: [diagnose('unknown-template', { name, known }, origin)] };
}
