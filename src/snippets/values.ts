import type { SignIn } from '../auth/sign-in.ts';
import type { Api, Environment, Parameter, Variable } from '../model/api.ts';
import { replaceReferences, soleReference } from '../notation/references.ts';
import { isLive, sampleOf } from './dynamic-values.ts';
import type { Piece, Place, Source } from './holes.ts';

/** Depth to which values may refer to other values, as in notation/resolve-text.ts. */
const MAX_DEPTH = 8;

const jsonText = (text: string) => JSON.stringify(text).slice(1, -1);
const xmlEntities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
};
const xmlText = (text: string) => text.replace(/[<>&'"]/g, (character) => xmlEntities[character] ?? character);

/** Encodes a value for its place. A literal in a list is in its place already. */
const encoders: Readonly<Record<Place, (value: string) => string>> = {
  plain: String,
  form: String,
  url: encodeURIComponent,
  wide: (value) => encodeURIComponent(value).replaceAll('%2F', '/'),
  quoted: String,
  json: jsonText,
  xml: xmlText,
};

interface ValuesOptions {
  /** Returns the name that a variable without a value has in the process environment. */
  readonly keyOf: (name: string) => string;
  /** Names whose braces are text in the request. */
  readonly literal?: readonly string[] | undefined;
  /** Variables that get a new value for each sign-in, and the text that the value is made from. */
  readonly made?: SignIn['made'] | undefined;
}

/** The values of variables in one environment, as far as the generated files have them. */
export class Values {
  private readonly variables: ReadonlyMap<string, Pick<Variable, 'secret' | 'optional' | 'produced'>>;
  private readonly values: ReadonlyMap<string, string>;
  private readonly locals: ReadonlySet<string>;
  private readonly literal: ReadonlySet<string>;
  private readonly keyOf: (name: string) => string;
  private readonly found = new Set<string>();

  /**
   * @param locals names of the variables that the snippet itself makes
   */
  constructor(
    api: Api,
    environment: Environment,
    locals: Iterable<string>,
    { literal = [], made = [], keyOf }: ValuesOptions,
  ) {
    this.variables = new Map(api.variables.map((variable) => [variable.name, variable]));
    this.values = new Map([...environment.values, ...made.map(({ key, value }) => [key, value] as const)]);
    this.locals = new Set(locals);
    this.keyOf = keyOf;
    this.literal = new Set(literal);
  }

  /** The names of the variables that have no value here, in the order in which they were met. */
  get inputs(): readonly string[] {
    return [...this.found];
  }

  /** Splits a text at its variables. Known values become text, encoded for their place; all others become holes. */
  pieces(text: string, place: Place, literalText: (literal: string) => string = String): Piece[] {
    return this.split(text, literalText, (name, whole) => this.lookUp(name, whole, place, MAX_DEPTH));
  }

  /** As `pieces`, for a JSON text: values inside strings are escaped, and those outside are whole values. */
  jsonPieces(json: string, isNumber: (variable: string) => boolean): Piece[] {
    const parts = json.split(/("(?:[^"\\]|\\.)*")/);
    return parts.flatMap((part, index): Piece[] => {
      if (index % 2 === 0) return this.pieces(part, 'plain').map(toBare);
      const sole = soleReference(part.slice(1, -1));
      const [only, second] = sole !== undefined && isNumber(sole) ? this.pieces(part.slice(1, -1), 'plain') : [];
      return only && typeof only !== 'string' && !second ? [toBare(only)] : this.pieces(part, 'json');
    });
  }

  /** Removes what is not sent: disabled fields, and those that are just an optional variable without a value. */
  sent<P extends Parameter>(fields: readonly P[]): P[] {
    return fields.filter(({ value, disabled, keepEmpty }) => !disabled && (keepEmpty || !this.isEmpty(value ?? '')));
  }

  /** True for a text that is just one optional variable without a value. */
  isEmpty(text: string): boolean {
    const name = soleReference(text);
    return name !== undefined && this.isOptional(name) && !this.locals.has(name) && !this.values.get(name);
  }

  private isOptional(name: string): boolean {
    const variable = this.variables.get(name);
    return variable?.optional === true && !variable.produced;
  }

  private lookUp(name: string, whole: string, place: Place, depth: number): Piece[] {
    const hole = (source: Source): Piece[] => [{ source, place, isBare: false }];
    if (this.literal.has(name) || depth === 0) return [whole];
    if (name.startsWith('$')) {
      const dynamic = name.slice(1);
      return isLive(dynamic) ? hole({ kind: 'dynamic', name: dynamic }) : [encoders[place](sampleOf(dynamic))];
    }
    if (this.locals.has(name)) return hole({ kind: 'local', name });
    const value = this.variables.get(name)?.secret ? undefined : this.values.get(name);
    if (value) {
      const encode = encoders[place];
      return this.split(value, encode, (inner, text) => this.lookUp(inner, text, place, depth - 1));
    }
    if (this.isOptional(name)) return [];
    this.found.add(name);
    return hole({ kind: 'input', name: this.keyOf(name) });
  }

  private split(text: string, literal: (text: string) => string, look: (name: string, whole: string) => Piece[]) {
    const pieces: Piece[] = [];
    let end = 0;
    const add = (part: string) => {
      if (part !== '') pieces.push(literal(part));
    };
    let at = 0;
    replaceReferences(text, (name, whole) => {
      at = text.indexOf(whole, end);
      add(text.slice(end, at));
      pieces.push(...look(name, whole));
      end = at + whole.length;
      return '';
    });
    add(text.slice(end));
    return pieces;
  }
}

/** A value of JSON that is not inside a string. */
const toBare = (piece: Piece): Piece => (typeof piece === 'string' ? piece : { ...piece, isBare: true });
