import type { Api, Endpoint, Environment } from '../model/api.ts';
import type { Language } from '../snippets/draft.ts';
import type { SnippetWriter } from '../snippets/snippet.ts';

/** Lines of a snippet that differ in another environment: their numbers, and the numbers of their texts. */
export type Patch = readonly (readonly [line: number, text: number])[];

/** The languages of a page, and what it calls them. */
export const languages: readonly (readonly [language: Language, title: string])[] = [
  ['curl', 'curl'],
  ['javascript', 'JavaScript'],
  ['python', 'Python'],
];

/** A snippet of a page: with the sign-in, and the call alone. */
export interface PageSnippet {
  readonly number: number;
  readonly text: string;
  readonly call: string;
}

/**
 * Writes the snippets of a page for the first environment, and remembers what differs in the others. Most lines are the
 * same, and many differences occur in every request, so each line is stored once.
 */
export class Variants {
  /** Lines that are stored once. */
  readonly texts: string[] = [];
  /** For each environment but the first: the patches by the number of their snippet. */
  readonly patches: Record<number, Patch>[];
  private readonly numbers = new Map<string, number>();
  private readonly api: Api;
  private readonly write: SnippetWriter;
  private count = 0;

  constructor(api: Api, write: SnippetWriter) {
    this.api = api;
    this.write = write;
    this.patches = api.environments.slice(1).map(() => ({}));
  }

  /** Returns the next snippet; undefined if the request cannot be written in the language. */
  next(endpoint: Endpoint, language: Language): PageSnippet | undefined {
    const { api } = this;
    const [first, ...others] = api.environments;
    if (!first) return undefined;
    const textIn = (environment: Environment) => this.write({ api, environment, endpoint }, language)?.text;
    const text = textIn(first);
    if (text === undefined) return undefined;
    const call = this.write({ api, environment: first, endpoint, part: 'call' }, language)?.text ?? text;
    const number = this.count++;
    const lines = text.split('\n');
    others.forEach((environment, index) => {
      const changed = (textIn(environment) ?? '').split('\n');
      const patch = changed.flatMap((line, at): [number, number][] =>
        line === lines[at] ? [] : [[at, this.numberOf(line)]],
      );
      // A shorter text: the last pair says where it ends.
      if (changed.length < lines.length) patch.push([changed.length, -1]);
      const patches = this.patches[index];
      if (patches && patch.length > 0) patches[number] = patch;
    });
    return { number, text, call };
  }

  /** Returns the lines of a request's sign-in; undefined if it has none. */
  signIn(endpoint: Endpoint, language: Language): string | undefined {
    const { api } = this;
    const [environment] = api.environments;
    return environment && this.write({ api, environment, endpoint, part: 'sign-in' }, language)?.text;
  }

  /** Returns a text as the numbers of its lines. */
  linesOf(text: string): number[] {
    return text.split('\n').map((line) => this.numberOf(line));
  }

  private numberOf(line: string): number {
    const known = this.numbers.get(line);
    if (known !== undefined) return known;
    this.texts.push(line);
    this.numbers.set(line, this.texts.length - 1);
    return this.texts.length - 1;
  }
}
