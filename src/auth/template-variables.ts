import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { referenceNames, replaceReferences, soleReference } from '../notation/references.ts';
import type { AuthTemplateFile, TemplateVariableEntry } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';
import { secretVariables } from './secret-variables.ts';
import type { Field, TemplateVariable } from './sign-in.ts';
import { secretAttributes } from './signed-auth.ts';
import { changeableKeys, commonKeys, ofForms, secretKeys } from './template-keys.ts';
import { tokenNames } from './token-names.ts';

/** Whether an identity uses `auth`'s values for the template's shared variables. */
export interface Sharing {
  /** Whether it shares the variables that are not secrets. */
  readonly shares: boolean;
  /** Whether it shares secrets. Only an identity with the same server and client does. */
  readonly sharesSecrets: boolean;
}

/**
 * Applies the list's changes to the variables and texts of a template, for one identity. Variables get the identity's
 * name as prefix, unless they are shared with `auth`.
 */
export class Draft {
  /** Mistakes in the template and in the changes. */
  readonly diagnostics: Diagnostic[] = [];
  private readonly prefix: string;
  private readonly file: Located<AuthTemplateFile>;
  private readonly change: Located<AuthChange> | undefined;
  private readonly declared: Map<string, TemplateVariableEntry>;
  /** Values of the template's variables in the list. */
  private readonly values = new Map<string, string>();
  /** Texts with references in the list, which replace variables. */
  private readonly texts = new Map<string, string>();
  private readonly sharing: Sharing;
  /** Names that the template has for its token and what belongs to it, and their names in this identity. */
  private readonly tokenNames: ReadonlyMap<string, string>;
  private readonly needs: (variable: string) => boolean;

  /**
   * @param name the identity's name; undefined for `auth`
   * @param file the template
   * @param change the changes in the list, if there are any
   * @param sharing whether it uses the values of `auth` for shared variables
   * @param needs whether a variable must stay although the list gives it a value
   */
  constructor(
    name: string | undefined,
    file: Located<AuthTemplateFile>,
    change: Located<AuthChange> | undefined,
    sharing: Sharing,
    needs: (variable: string) => boolean = () => true,
  ) {
    this.prefix = name === undefined ? '' : `${name}_`;
    this.file = file;
    this.change = change;
    this.sharing = sharing;
    this.tokenNames = tokenNames(name, file, change);
    this.needs = needs;
    const secrets = secretVariables(file);
    this.declared = new Map(
      (file.get('variables')?.entries() ?? []).map(({ key, value }) => {
        const entry = value.value() ?? {};
        return [key, secrets.has(key) ? { ...entry, secret: true } : entry];
      }),
    );
    this.refuseSecrets();
    this.readChanges();
    this.fixDefaults();
  }

  /** Reports secrets in the template. Templates are committed, and their texts become part of the collection. */
  private refuseSecrets(): void {
    for (const key of secretKeys) {
      const text = this.file.get(key);
      if (text && !text.text().includes('{{')) this.diagnostics.push(diagnose('secret-in-list', { name: key }, text));
    }
    const auth = this.file.get('auth')?.as<Record<string, string>>();
    for (const key of secretAttributes(this.file.value())) {
      const text = auth?.get(key);
      if (text && !text.text().includes('{{')) this.diagnostics.push(diagnose('secret-in-list', { name: key }, text));
    }
    for (const { key, value } of this.file.get('variables')?.entries() ?? []) {
      const own = value.as<{ value?: string }>().get('value');
      if (own && this.declared.get(key)?.secret) this.diagnostics.push(diagnose('secret-in-list', { name: key }, own));
    }
  }

  /** Sorts the list's changes into values of variables and texts that replace variables. Reports mistakes. */
  private readChanges(): void {
    for (const { key, keyOrigin, value } of this.change?.entries() ?? []) {
      if (!this.declared.has(key) && this.isUseless(key)) {
        this.diagnostics.push(diagnose('unknown-key', { key, known: [...this.declared.keys()] }, keyOrigin));
        continue;
      }
      if (commonKeys.has(key)) continue;
      const text = value.as<string>().text();
      const own = this.file.as<Record<string, string>>().get(key)?.text();
      const variable = this.declared.has(key) ? key : soleName(own);
      const entry = this.declared.get(variable);
      if (!entry && secretKeys.some((secretKey) => secretKey === key) && !text.includes('{{')) {
        this.diagnostics.push(diagnose('secret-in-list', { name: key }, value));
        continue;
      }
      if (entry) {
        const plain = !text.includes('{{');
        if (plain && entry.secret && !entry.public) {
          this.diagnostics.push(diagnose('secret-in-list', { name: this.rename(variable) }, value));
        } else if (plain && !entry.secret) (this.isFixed(variable) ? this.texts : this.values).set(variable, text);
        else this.texts.set(variable, text);
      } else if (own === undefined && !changeableKeys.has(key)) {
        const known = [...new Set([...commonKeys, ...changeableKeys, ...this.declared.keys()])];
        this.diagnostics.push(diagnose('unknown-key', { key, known }, keyOrigin));
      }
    }
  }

  /** Writes the template's own name of a header as it is, if the list says nothing about it. */
  private fixDefaults(): void {
    for (const [name, { secret }] of this.declared) {
      const own = this.file.get('variables')?.as<Record<string, { value?: string }>>().get(name)?.get('value')?.text();
      if (own === undefined || secret || this.values.has(name) || this.texts.has(name)) continue;
      if (this.isFixed(name)) this.texts.set(name, own);
    }
  }

  /**
   * True for the name of an API key's header that only `auth` gives. It is written as it is: programs that convert
   * collections do not read variables there.
   */
  private isFixed(variable: string): boolean {
    const auth = this.file.get('auth')?.value() as { type?: string; key?: string } | undefined;
    return auth?.type === 'apikey' && soleName(auth.key) === variable && !this.needs(variable);
  }

  /** True for a key that has no effect in this template. */
  private isUseless(key: string): boolean {
    if (key === 'template') return false;
    const isKnown = commonKeys.has(key) || changeableKeys.has(key);
    if (!this.file.has('token')) return isKnown;
    if (this.file.has('json')) return ofForms.has(key);
    const grant = this.change?.get('grant')?.text() ?? this.file.get('grant')?.text();
    return (key === 'username' || key === 'password') && grant !== 'password';
  }

  /** True if the template declares this variable. */
  has(variable: string): boolean {
    return this.declared.has(variable);
  }

  /**
   * Returns the text of a key, from the template or from the list if that replaces it; undefined if neither has it.
   * Variables have their names in this identity.
   */
  text(key: 'token_url' | 'issuer' | 'scope' | 'name' | 'client_id' | 'client_secret' | 'username' | 'password') {
    const own = this.file.get(key)?.text();
    const changed = this.change?.get(key)?.text();
    const variable = soleName(own);
    const replaces = changed !== undefined && !(this.declared.has(variable) || this.declared.has(key));
    const text = replaces ? changed : own;
    return text === undefined ? undefined : this.resolve(text);
  }

  /**
   * Returns a text of the template with its variables renamed for this identity, or replaced by the list's texts. The
   * variable of the token is renamed too: otherwise an identity would send the token of another one.
   */
  resolve(text: string): string {
    return replaceReferences(text, (name, whole) => {
      const token = this.tokenNames.get(name);
      return this.replacement(name) ?? (token === undefined ? whole : `{{${token}}}`);
    });
  }

  /** Returns a text of the list, where only the template's variables are renamed: a token in it is that of the list. */
  resolveListed(text: string): string {
    return replaceReferences(text, (name, whole) => this.replacement(name) ?? whole);
  }

  private replacement(name: string): string | undefined {
    return this.declared.has(name) ? (this.texts.get(name) ?? `{{${this.rename(name)}}}`) : undefined;
  }

  /** Returns the name of a template's variable in this identity. */
  rename(name: string): string {
    const entry = this.declared.get(name);
    const { shares, sharesSecrets } = this.sharing;
    const may = entry?.secret ? sharesSecrets : shares;
    const shared = may && entry?.shared === true && !this.values.has(name);
    return shared ? name : `${this.prefix}${name}`;
  }

  /** The template's variables that occur in texts of the identity, as returned by {@link resolve}. */
  private usedIn(texts: readonly string[]): [string, TemplateVariableEntry][] {
    const used = new Set(texts.flatMap(referenceNames));
    return [...this.declared].filter(([name]) => !this.texts.has(name) && used.has(this.rename(name)));
  }

  /** True if a text is exactly one optional variable. */
  isOptional(text: string): boolean {
    const name = soleName(text);
    return [...this.declared].some(([own, entry]) => entry.optional && this.rename(own) === name);
  }

  /**
   * Returns the variables that get a new value for each sign-in, and the text that it is made from.
   *
   * @param texts texts of the identity; only variables in them are returned
   */
  made(texts: readonly string[]): Field[] {
    return this.usedIn(texts).flatMap(([name, { made }]) =>
      made === undefined ? [] : [{ key: this.rename(name), value: made }],
    );
  }

  /** Returns the variables of the identity that occur in its texts. */
  variables(texts: readonly string[]): TemplateVariable[] {
    return this.usedIn(texts).flatMap(([name, entry]) => {
      const own = this.file.get('variables')?.as<Record<string, { value?: string }>>().get(name)?.get('value')?.text();
      return [
        {
          name: this.rename(name),
          value: this.values.get(name) ?? own ?? '',
          secret: entry.secret === true,
          optional: entry.optional === true,
          produced: entry.made !== undefined,
          ...(entry.description ? { description: entry.description } : {}),
          ...(entry.from ? { from: entry.from } : {}),
        },
      ];
    });
  }
}

/** The variable in a text that is exactly one reference; empty for other text. */
const soleName = (text: string | undefined) => soleReference(text ?? '') ?? '';
