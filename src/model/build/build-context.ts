import { posix } from 'node:path';
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
  /** Files of `{ $file: path }`, by {@link fileKey}. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** For each file that the list includes, its folder relative to that of the list. */
  readonly folders?: ReadonlyMap<SourceFile, string>;
  /** Parses a JSON or YAML file. */
  readonly parse: (source: SourceFile) => Result<Located<unknown>>;
  /** Validates JSON Schemas. Without it, they are only searched for unknown keywords. */
  readonly validateSchema?: SchemaValidator | undefined;
}

/** A variable that requests make. */
interface Made {
  readonly origin: Origin;
  readonly secret: boolean;
  readonly inBody: boolean;
  readonly isSet?: boolean;
  /** The place of a value that is set and has no variables. */
  readonly literal?: Origin;
  readonly by: readonly string[];
}

/** The key of a file in {@link BuildInput.files}: the path in the list, or a path from an included file's folder. */
export const fileKey = (path: string, folder = ''): string =>
  folder === '' || posix.isAbsolute(path) ? path : posix.join(folder, path);

/** State of one build: diagnostics, and the variables and scripts found so far. */
export class BuildContext implements Noted {
  readonly diagnostics: Diagnostic[] = [];
  /** First use of each variable. */
  readonly uses = new Map<string, Origin>();
  /** Path parameters that read the variable of the same name. */
  readonly implied = new Map<string, Origin>();
  /**
   * Variables that requests have saved or set so far, with the place of the first time and the names of the requests.
   * `inBody`: a save reads it from JSON, where it has a type. `isSet`: it is set before a request.
   */
  readonly saved = new Map<string, Made>();
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

  /** True for a place in the list or in a file that it includes: both may refer to other files. */
  isInList({ source }: Origin): boolean {
    return source === this.list || this.input.folders?.has(source) === true;
  }

  /** Returns a path relative to the list's folder. In the list or an included file, it is relative to that file. */
  pathFrom({ source }: Origin, path: string): string {
    return posix.normalize(posix.isAbsolute(path) ? path : posix.join(this.input.folders?.get(source) ?? '', path));
  }

  /** Returns the file of `{ $file: path }` in the list; undefined for other values, or if it could not be read. */
  file(located: Located<unknown>): SourceFile | undefined {
    if (!this.isInList(located)) return undefined;
    const path = located.as<FileReference>().get('$file');
    return path && this.input.files.get(fileKey(path.text(), this.input.folders?.get(located.source)));
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
