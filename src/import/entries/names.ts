/** Names of requests, folders, variables and environments, made from the words of a description. */

import { slugOf } from '../../notation/slug.ts';
import { prose } from './secret-values.ts';

/** Longest name of a request or folder. Longer ones are cut at a word. */
const LONGEST = 100;

/** Returns a text as a name: one line, without the full stop of a sentence. */
export function cleanName(text: string): string {
  const line = prose(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\.)\.$/, '');
  if (line.length <= LONGEST) return line;
  const cut = line.slice(0, LONGEST - 1);
  return `${(cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut).toWellFormed()}…`;
}

/**
 * Returns the words of an identifier as a sentence.
 *
 * @example humanize('repos/listForUser') // 'Repos list for user'
 */
export function humanize(id: string): string {
  const words = id
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (/^[A-Z\d]+$/.test(word) && word.length > 1 ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.replace(/^./u, (letter) => letter.toUpperCase());
}

/** Numbers the names that were given before: `Get a user`, `Get a user (2)`. */
export class UniqueNames {
  private readonly numbered: (name: string, count: number) => string;
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, number>();

  /** @param numbered returns a name with its number. Default: `name (2)` */
  constructor(numbered = (name: string, count: number) => `${name} (${count})`) {
    this.numbered = numbered;
  }

  /** Returns the name, with a number if it is taken. */
  take(name: string): string {
    let unique = name;
    let count = this.counts.get(name) ?? 1;
    while (this.taken.has(unique)) unique = this.numbered(name, ++count);
    this.counts.set(name, count);
    this.taken.add(unique);
    return unique;
  }
}

/** Names of variables and identities, numbered as `user_id_2`. */
export const uniqueVariables = () => new UniqueNames((name, count) => `${name}_${count}`);

/** Returns a text as the name of a variable: letters, digits and `_`; `name` if nothing remains. */
export function variableName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+(?=.)|_+$/g, '')
    .slice(0, 64);
  const valid = /^[A-Za-z_]/.test(name) ? name : `_${name}`.slice(0, 64);
  if (valid === '_') return 'value';
  return valid in Object.prototype ? `${valid}_` : valid;
}

/**
 * Returns a name qualified by the segment of a path that it belongs to, in the spelling of the name.
 *
 * @example qualify('id', 'users') // 'user_id'
 * @example qualify('Uuid', 'role') // 'RoleUuid'
 */
export function qualify(name: string, segment: string): string {
  const owner = singular(slugOf(segment).replaceAll('-', '_'));
  if (owner === '') return name;
  if (/^[A-Z]/.test(name)) return variableName(`${pascal(owner)}${name}`);
  return variableName(/[a-z][A-Z]/.test(name) ? `${camel(owner)}${pascal(name)}` : `${owner}_${name}`);
}

const pascal = (text: string) =>
  text
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^./, (letter) => letter.toUpperCase());
const camel = (text: string) => pascal(text).replace(/^./, (letter) => letter.toLowerCase());

/** The singular of an English plural, roughly. */
function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  return word
    .replace(/ies$/, 'y')
    .replace(/(x|ch|sh|ss)es$/, '$1')
    .replace(/s$/, '');
}
