import { loadIdentities, type TemplateSource } from '../../src/auth/load-template.ts';
import type { Identity, SignIn } from '../../src/auth/sign-in.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import type { EndpointList } from '../../src/schema/endpoint-list.ts';
import { Located } from '../../src/source/located.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { readAuthTemplates } from '../../src/source/templates.ts';
import { errorLines } from './error-lines.ts';

/** The result of loading a list's `auth` and `identities`. */
export interface LoadedIdentities {
  readonly value: readonly Identity[] | undefined;
  /** Each diagnostic as `line:column severity code`. */
  readonly said: readonly string[];
  readonly hints: readonly string[];
  /** Paths of the template files that were requested. */
  readonly asked: readonly string[];
}

/** Loads the identities of a list's text. Template files come from `files`, by base name; folders are ignored. */
export function loadIdentitiesOf(text: string, files: Readonly<Record<string, string>> = {}): LoadedIdentities {
  const list = new Located<EndpointList>(parse(toSource('endpoints.yaml', `${text}\n`)).value as SyntaxNode);
  const asked: string[] = [];
  const templates: TemplateSource = {
    builtIn: readAuthTemplates(),
    read: (path, origin) => {
      asked.push(path);
      const name = path.split('/').at(-1) ?? '';
      const found = files[name];
      return found === undefined
        ? { diagnostics: [diagnose('file-not-found', { path }, origin)] }
        : { value: toSource(name, found), diagnostics: [] };
    },
  };
  const { value, diagnostics } = loadIdentities(list, templates);
  const hints = diagnostics.flatMap(({ hint }) => hint ?? []);
  return { value, said: errorLines(diagnostics), hints, asked };
}

/** The identities of a list. Throws if there is any diagnostic. */
export function identitiesIn(text: string, files: Readonly<Record<string, string>> = {}): readonly Identity[] {
  const { value, said } = loadIdentitiesOf(text, files);
  if (!value || said.length > 0) throw new Error(said.join('\n'));
  return value;
}

/** The identity of a list whose only key is `auth`, with this value. */
export function identityIn(auth: string, files: Readonly<Record<string, string>> = {}): Identity {
  return identitiesIn(`auth: ${auth}`, files)[0] as Identity;
}

/** The sign-in of {@link identityIn}. Throws if that identity has no token. */
export function signInIn(auth: string, files: Readonly<Record<string, string>> = {}): SignIn {
  const { signIn } = identityIn(auth, files);
  if (!signIn) throw new Error('it gets no token');
  return signIn;
}

/** The form fields of a sign-in, as `key=value`. */
export function formFields({ body }: SignIn): string[] {
  return body.kind === 'form' ? body.fields.map(({ key, value }) => `${key}=${value}`) : [];
}
