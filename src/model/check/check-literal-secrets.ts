import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import {
  findLiteralSecrets,
  findShapes,
  type LiteralSecret,
} from '../../notation/literal-secret/find-literal-secrets.ts';
import { certaintyOf, wordsOf } from '../../notation/literal-secret/secret-key.ts';
import type { Located } from '../../source/located.ts';

/** Keys whose values are names, paths and patterns, not data. */
const ofNames = new Set([
  'save',
  'public',
  'literal_braces',
  'tags',
  'methods',
  '$file',
  'slug',
  'match',
  'token',
  'file',
  'include',
  'operation',
]);

/** Keys whose values belong to the key around them, or to the name beside them. */
const ofOuter = new Set(['default', 'example', 'const']);

/** Keys of scripts. Code looks like an assignment of a secret too often. */
const ofScripts = new Set(['before', 'after']);

/** Where a value is, as far as that changes what a secret is. */
interface Place {
  /** The name of the value. */
  readonly name: string;
  /** True for variables of the list, which can be declared as secrets where they are. */
  readonly isVariable?: boolean;
  /** True for the keys of a sign-in, whose secrets are reported by their template. */
  readonly isSignIn?: boolean;
}

/** Reports secrets that are written in a list, in the files that it reads, and in its own auth templates. */
export class LiteralSecrets {
  private readonly diagnostics: Diagnostic[] = [];
  /** Names that everyone may see, in lower case, with their places. */
  private readonly allowed = new Map<string, Located<unknown>>();
  private readonly used = new Set<string>();
  /** Variables of sign-ins: with one of these names, the password of the sign-in would be sent. */
  private readonly taken: ReadonlySet<string>;

  /** @param taken names of the variables of sign-ins */
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** Reports the secrets of a list. Its `public` names hold for the other files too. */
  addList(list: Located<unknown>): void {
    if (!list.is('mapping')) return;
    for (const name of list.as<{ public?: string[] }>().get('public')?.items() ?? []) {
      this.allowed.set(name.text().toLowerCase(), name);
    }
    for (const { key, value } of list.entries() as { key: string; value: Located<unknown> }[]) {
      if (key === 'auth') this.walk(value, { name: '', isSignIn: true });
      else if (key === 'identities' || key === 'environments') this.walkEach(key, value);
      else this.walk(value, { name: key, isVariable: key === 'variables' });
    }
  }

  private walkEach(key: 'identities' | 'environments', map: Located<unknown>): void {
    const kind = key === 'identities' ? { isSignIn: true } : { isVariable: true };
    if (!map.is('mapping')) return;
    for (const { value } of map.entries() as { value: Located<unknown> }[]) this.walk(value, { name: '', ...kind });
  }

  /** Reports the secrets of a file with YAML or JSON: an auth template, or a body. */
  addTree(tree: Located<unknown>): void {
    this.walk(tree, { name: '' });
  }

  /** Reports the secrets of another file: a text, or a script. */
  addText(origin: Origin, isScript: boolean): void {
    const { source, start, end } = origin;
    const text = source.text.slice(start, end);
    const found = isScript ? findShapes(text) : findLiteralSecrets('', text);
    for (const secret of found) {
      this.report(secret, { name: 'text' }, { source, start: start + secret.start, end: start + secret.end });
    }
  }

  /** Returns an error for each secret, and a warning for each name under `public` that none of them has. */
  finish(): Diagnostic[] {
    const unused = [...this.allowed].filter(([name]) => !this.used.has(name));
    return [
      ...this.diagnostics,
      ...unused.map(([, located]) => diagnose('unused-public', { name: located.text() }, located)),
    ];
  }

  private walk(located: Located<unknown>, place: Place): void {
    if (located.is('scalar')) this.check(located, place);
    else if (located.is('sequence')) for (const item of located.items()) this.walk(item as Located<unknown>, place);
    else this.walkMap(located, place);
  }

  private walkMap(map: Located<unknown>, place: Place): void {
    const entries = map.entries() as { key: string; value: Located<unknown> }[];
    // `{ name: X-Api-Key, value: … }`
    const beside = entries.find(({ key, value }) => /^(?:key|name)$/.test(key) && value.is('scalar'))?.value.text();
    for (const { key, value } of entries) {
      const scalar = value.is('scalar');
      // A map under `token` or `save` describes a value; a text is one.
      if (ofNames.has(key) && !(key === 'token' && scalar)) continue;
      if (ofScripts.has(key) && scalar) this.addText(value, true);
      else if (place.isSignIn && scalar) this.checkShapes(value, key);
      else if (key === 'value' || (ofOuter.has(key) && !place.isVariable))
        this.walk(value, { ...place, name: nameOf(place.name, beside, key) });
      else this.walk(value, { name: key, ...(place.isVariable && { isVariable: true }) });
    }
  }

  private check(located: Located<unknown>, place: Place): void {
    const value = located.value();
    if (value === null || typeof value === 'boolean') return;
    for (const secret of findLiteralSecrets(place.name, located.text(), typeof value === 'number')) {
      const isWhole = secret.start === 0 && secret.end === located.text().length;
      this.report(secret, place, isWhole ? located : located.slice(secret.start, secret.end));
    }
  }

  private checkShapes(located: Located<unknown>, name: string): void {
    for (const secret of findShapes(located.text())) {
      this.report(secret, { name }, located.slice(secret.start, secret.end));
    }
  }

  private free(variable: string): string {
    return this.taken.has(variable) ? `own_${variable}` : variable;
  }

  private report(
    { what, name: assigned }: LiteralSecret,
    { name: outer, isVariable = false }: Place,
    at: Origin,
  ): void {
    const name = assigned ?? outer;
    const lower = name.toLowerCase();
    if (this.allowed.has(lower)) {
      this.used.add(lower);
      return;
    }
    const own = isVariable && assigned === undefined && name !== '';
    const variable = own ? name : this.free(variableFor(isNamed(name, what) ? name : kindOf(what)));
    this.diagnostics.push(diagnose('literal-secret', { name, what, variable, isVariable: own }, at));
  }
}

/** True if the name of a value says what it is. */
const isNamed = (name: string, what: string) => certaintyOf(name) !== undefined || what.endsWith('a secret');

/** The name of a value: that of the key around it if it is one of a secret, else that beside it, else its own key. */
function nameOf(outer: string, beside: string | undefined, key: string): string {
  if (certaintyOf(outer) || beside === undefined) return outer || key;
  return beside;
}

/** What a secret is, without an article: "GitHub token" of "a GitHub token". */
const kindOf = (what: string) => what.replace(/^an? | in a URL$/g, '');

/** A name for the variable that replaces a secret, made from the name of its value, or from what it is. */
function variableFor(text: string): string {
  const words = wordsOf(text).join('_');
  return /^[a-z_]/.test(words) && words !== 'authorization' && words.length <= 40 ? words : 'token';
}
