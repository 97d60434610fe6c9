import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { referenceNames, replaceReferences, soleReference } from '../notation/references.ts';
import type { AuthTemplateFile, TemplateVariableEntry } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';
import type { Field, TemplateVariable } from './sign-in.ts';

/** Keys that every template knows, so they are never values of its variables. */
const words = new Set([
  'template',
  'parameters',
  'headers',
  'guard',
  'token',
  'client_authentication',
  'grant',
  'name',
]);

/** Whether an identity uses `auth`'s values for the template's shared variables. */
export interface Sharing {
  /** For those that are not secrets. */
  readonly shares: boolean;
  /** For secrets, which only an identity with the same server and client shares. */
  readonly sharesSecrets: boolean;
}

/**
 * The variables and texts of a template while it becomes an identity: what the list changes, and how the variables are
 * named in this identity.
 */
export class Draft {
  readonly diagnostics: Diagnostic[] = [];
  private readonly prefix: string;
  private readonly file: Located<AuthTemplateFile>;
  private readonly change: Located<AuthChange> | undefined;
  private readonly declared: Map<string, TemplateVariableEntry>;
  /** Values that the list gives to the template's variables. */
  private readonly values = new Map<string, string>();
  /** Texts that replace variables. */
  private readonly texts = new Map<string, string>();
  private readonly sharing: Sharing;

  /**
   * @param name the identity; undefined for `auth`
   * @param sharing whether it uses the values of `auth` for shared variables
   */
  constructor(
    name: string | undefined,
    file: Located<AuthTemplateFile>,
    change: Located<AuthChange> | undefined,
    sharing: Sharing,
  ) {
    this.prefix = name === undefined ? '' : `${name}_`;
    this.file = file;
    this.change = change;
    this.sharing = sharing;
    const secrets = secretVariables(file);
    this.declared = new Map(
      (file.get('variables')?.entries() ?? []).map(({ key, value }) => {
        const entry = value.value() ?? {};
        return [key, secrets.has(key) ? { ...entry, secret: true } : entry];
      }),
    );
    this.refuseSecrets();
    this.readChanges();
  }

  /** Templates are committed too, and their texts go into the collection, so they must hold no secret. */
  private refuseSecrets(): void {
    for (const key of secretWords) {
      const text = this.file.get(key);
      if (text && !text.text().includes('{{')) this.diagnostics.push(diagnose('secret-in-list', { name: key }, text));
    }
    for (const { key, value } of this.file.get('variables')?.entries() ?? []) {
      const own = value.as<{ value?: string }>().get('value');
      if (own && this.declared.get(key)?.secret) this.diagnostics.push(diagnose('secret-in-list', { name: key }, own));
    }
  }

  /** Sorts the list's changes into values of variables and texts that replace variables. */
  private readChanges(): void {
    for (const { key, keyOrigin, value } of this.change?.entries() ?? []) {
      if (!this.declared.has(key) && this.isUseless(key)) {
        this.diagnostics.push(diagnose('unknown-key', { key, known: [...this.declared.keys()] }, keyOrigin));
        continue;
      }
      if (words.has(key)) continue;
      const text = value.as<string>().text();
      const own = this.file.as<Record<string, string>>().get(key)?.text();
      const variable = this.declared.has(key) ? key : soleName(own);
      const entry = this.declared.get(variable);
      if (!entry && secretWords.some((word) => word === key) && !text.includes('{{')) {
        this.diagnostics.push(diagnose('secret-in-list', { name: key }, value));
        continue;
      }
      if (entry) {
        const plain = !text.includes('{{');
        if (plain && entry.secret && !entry.public) {
          this.diagnostics.push(diagnose('secret-in-list', { name: this.rename(variable) }, value));
        } else if (plain && !entry.secret) this.values.set(variable, text);
        else this.texts.set(variable, text);
      } else if (own === undefined && !changeableWords.has(key)) {
        const known = [...words, ...changeableWords, ...this.declared.keys()];
        this.diagnostics.push(diagnose('unknown-key', { key, known }, keyOrigin));
      }
    }
  }

  /** True for a key that would change nothing in this template. */
  private isUseless(key: string): boolean {
    if (key === 'template') return false;
    const isWord = words.has(key) || changeableWords.has(key);
    if (!this.file.has('token')) return isWord;
    if (this.file.has('json')) return ofForms.has(key);
    const grant = this.change?.get('grant')?.text() ?? this.file.get('grant')?.text();
    return (key === 'username' || key === 'password') && grant !== 'password';
  }

  /** True when the template has a variable of that name. */
  has(variable: string): boolean {
    return this.declared.has(variable);
  }

  /** The text for a key: the template's, or the one in the list that replaces it. */
  text(key: 'token_url' | 'issuer' | 'scope' | 'name' | 'client_id' | 'client_secret' | 'username' | 'password') {
    const own = this.file.get(key)?.text();
    const changed = this.change?.get(key)?.text();
    const variable = soleName(own);
    const replaces = changed !== undefined && !(this.declared.has(variable) || this.declared.has(key));
    const text = replaces ? changed : own;
    return text === undefined ? undefined : this.resolve(text);
  }

  /** Replaces the template's variables in a text by those of this identity. */
  resolve(text: string): string {
    return replaceReferences(text, (name, whole) => {
      if (!this.declared.has(name)) return whole;
      return this.texts.get(name) ?? `{{${this.rename(name)}}}`;
    });
  }

  /** The name of a template's variable in this identity. */
  rename(name: string): string {
    const entry = this.declared.get(name);
    const { shares, sharesSecrets } = this.sharing;
    const may = entry?.secret ? sharesSecrets : shares;
    const shared = may && entry?.shared === true && !this.values.has(name);
    return shared ? name : `${this.prefix}${name}`;
  }

  /** The template's variables that occur in resolved texts. */
  private usedIn(texts: readonly string[]): [string, TemplateVariableEntry][] {
    const used = new Set(texts.flatMap(referenceNames));
    return [...this.declared].filter(([name]) => !this.texts.has(name) && used.has(this.rename(name)));
  }

  /** True when a text is exactly one optional variable. */
  isOptional(text: string): boolean {
    const name = soleName(text);
    return [...this.declared].some(([own, entry]) => entry.optional && this.rename(own) === name);
  }

  /** Those variables that resolved texts use and that get a new value for each sign-in. */
  made(texts: readonly string[]): Field[] {
    return this.usedIn(texts).flatMap(([name, { made }]) =>
      made === undefined ? [] : [{ key: this.rename(name), value: made }],
    );
  }

  /** The variables that resolved texts use, with their values. */
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
        },
      ];
    });
  }
}

/** The name in a text that is exactly one reference; empty for other text. */
const soleName = (text: string | undefined) => soleReference(text ?? '') ?? '';

/** Variables used as a password or client secret are secrets, even if the template does not say so. */
function secretVariables(file: Located<AuthTemplateFile>): Set<string> {
  const { password = '{{password}}', client_secret, parameters } = file.value();
  const texts = [password, client_secret, parameters?.refresh_token].map((text) => String(text ?? ''));
  return new Set(texts.map(soleName));
}

/** Keys of a form, which a JSON body does not use. */
const ofForms = new Set(['client_id', 'client_secret', 'client_authentication', 'parameters', 'scope', 'grant']);

/** Keys whose values must not be in a list. */
const secretWords = ['password', 'client_secret'] as const;

/** Keys that a list may write even if the template does not have them. */
const changeableWords = new Set(['token_url', 'issuer', 'scope', 'client_id', 'client_secret', 'username', 'password']);
