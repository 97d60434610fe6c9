import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import { dynamicVariables } from '../../notation/dynamic-variables.ts';
import { findReferences } from '../../notation/references.ts';
import type { FileReference } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { VariableType } from '../api.ts';
import type { SchemaValidator } from '../check/schema-validator.ts';
import { isLiteral, nameOf } from '../literal-braces.ts';
import type { Noted } from '../noted.ts';

/** Input of a build besides the list, such as files that were read before. */
export interface BuildInput {
  /** The identity of `auth`, which has no name, and those under `identities`. */
  readonly identities: readonly Identity[];
  /** Files of `{ $file: path }`, by the path in the list. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Parses a JSON or YAML file. */
  readonly parse: (source: SourceFile) => Result<Located<unknown>>;
  /** Validates JSON Schemas. Without it, they are only searched for unknown keywords. */
  readonly validateSchema?: SchemaValidator | undefined;
}

/** State of one build: diagnostics, and the variables and scripts found so far. */
export class BuildContext implements Noted {
  readonly diagnostics: Diagnostic[] = [];
  /** First use of each variable. */
  readonly uses = new Map<string, Origin>();
  /** Path parameters that read the variable of the same name. */
  readonly implied = new Map<string, Origin>();
  /**
   * Variables saved so far, with the place of the first save and the names of the requests that save them. `inBody`: a
   * save reads it from JSON, where it has a type.
   */
  readonly saved = new Map<string, { origin: Origin; secret: boolean; inBody: boolean; by: readonly string[] }>();
  /** Uses of unknown variables. They are checked at the end, when all saved variables are known. */
  readonly early: { name: string; origin: Origin }[] = [];
  /** Places of sign-ins so far: the identity's name, an empty text for that of `auth`. */
  readonly signInPlaces = new Map<string, Origin>();
  /** Texts of identities with variables that no template and no list declares: requests may save them. */
  readonly undeclared: { readonly identity: string; readonly text: string; readonly origin: Origin }[] = [];
  /** Uses of variables that an identity needs and that no request has saved so far. */
  readonly awaited: { name: string; origin: Origin }[] = [];
  /** Variables that are a whole text in a JSON body or in an expected body. See {@link noteAlone}. */
  readonly alone = new Set<string>();
  /** Types of the declared variables. */
  readonly types = new Map<string, VariableType>();
  /** The user's scripts. A variable whose name occurs in one counts as used. */
  readonly scripts: { readonly text: string; readonly origin: Origin }[] = [];
  /** Names whose braces are text in the current entry. */
  literal: ReadonlySet<string> = new Set();
  /** All names in braces in the current entry, without spaces around them. */
  readonly named = new Set<string>();
  /** Names of all entries under `literal_braces`, with their places. */
  readonly literals: { readonly name: string; readonly origin: Origin }[] = [];
  /** Variables used so far inside the current {@link gather}. */
  private needed = new Set<string>();
  readonly slug: string;
  readonly input: BuildInput;
  /** Methods that the list declares, in upper case. */
  readonly methods: ReadonlySet<string>;
  /** The file of the list. */
  readonly list: SourceFile;

  constructor(slug: string, list: SourceFile, input: BuildInput, methods: ReadonlySet<string>) {
    this.slug = slug;
    this.list = list;
    this.input = input;
    this.methods = methods;
  }

  /** Adds diagnostics to those of the build. */
  report(...diagnostics: Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
  }

  /** Returns the text of a scalar. Notes its variables and reports invalid references. */
  text(located: Located<unknown>): string {
    const text = located.text();
    if (text.includes('{{')) this.note(text, (start, end) => located.slice(start, end));
    return text;
  }

  /**
   * Notes the variables of a text and reports invalid references.
   *
   * @param placeOf returns the place of a part of the text, for diagnostics
   */
  note(text: string, placeOf: (start: number, end: number) => Origin): void {
    for (const reference of findReferences(text)) {
      const { name, start, end, fault } = reference;
      this.named.add(nameOf(reference));
      if (isLiteral(reference, this.literal)) continue;
      const origin = placeOf(start, end);
      if (fault) {
        this.report(diagnose('bad-reference', { text: text.slice(start, end), reason: fault }, origin));
      } else if (name.startsWith('$')) {
        if (!dynamicVariables.has(name.slice(1))) {
          const known = [...dynamicVariables].map((dynamic) => `$${dynamic}`);
          this.report(diagnose('unknown-dynamic-variable', { name, known }, origin));
        }
      } else {
        this.use(name, origin);
      }
    }
  }

  /** Notes variables that are a whole text in some JSON, such as `{"id": "{{id}}"}`. A saved one keeps its JSON type there. */
  noteAlone(json: string): void {
    for (const [, name = ''] of json.matchAll(/"\{\{([^{}]+)\}\}"(?!\s*:)/g)) this.alone.add(name);
  }

  /** Calls `make`. Returns its result and the names of the variables used in it; an outer `gather` does not get them. */
  gather<T>(make: () => T): { readonly value: T; readonly needed: ReadonlySet<string> } {
    const around = this.needed;
    const needed = new Set<string>();
    this.needed = needed;
    const value = make();
    this.needed = around;
    return { value, needed };
  }

  /** Notes a use of a variable. */
  use(name: string, origin: Origin): void {
    this.needed.add(name);
    if (!this.uses.has(name)) this.uses.set(name, origin);
    if (!this.types.has(name) && !this.saved.has(name) && !this.implied.has(name)) {
      this.early.push({ name, origin });
    }
  }

  /** Returns the file of `{ $file: path }` in the list; undefined for other values, or if it could not be read. */
  file(located: Located<unknown>): SourceFile | undefined {
    if (located.source !== this.list) return undefined;
    const path = located.as<FileReference>().get('$file');
    return path && this.input.files.get(path.text());
  }

  /** Returns text from the list or from `{ $file: path }`, and notes its variables. Empty if the file is missing. */
  textOrFile(located: Located<string | FileReference>): string {
    if (!located.is('mapping')) return this.text(located);
    const source = this.file(located);
    if (!source) return '';
    this.note(source.text, (start, end) => ({ source, start, end }));
    return source.text;
  }
}
