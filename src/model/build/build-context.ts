import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import { dynamicVariables } from '../../notation/dynamic-variables.ts';
import { findReferences } from '../../notation/references.ts';
import type { FileReference } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { VariableType } from '../api.ts';
import type { SchemaValidator } from '../check/schema-validator.ts';
import type { Noted } from '../noted.ts';

/** What a list is built from, besides itself. All of it is read before. */
export interface BuildInput {
  /** The list's sign-ins: that of its `auth`, without a name, and those of its `identities`. */
  readonly identities: readonly Identity[];
  /** The files that `{ $file: path }` names, by the path that the list writes. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Turns a file that stands for JSON into a tree. */
  readonly parse: (source: SourceFile) => Result<Located<unknown>>;
  /** Validates the JSON Schemas of the list; without it they are only looked through for unknown keywords. */
  readonly validateSchema?: SchemaValidator | undefined;
}

/** What one build gathers on its way through a list. */
export class BuildContext implements Noted {
  readonly diagnostics: Diagnostic[] = [];
  /** First place that names each variable. */
  readonly uses = new Map<string, Origin>();
  /** Path parameters that take the variable of their name. */
  readonly implied = new Map<string, Origin>();
  /** Variables saved so far, with the place of the first save. */
  readonly saved = new Map<string, { origin: Origin; secret: boolean }>();
  /** Names used before anything saved them, to be judged when all saves are known. */
  readonly early: { name: string; origin: Origin }[] = [];
  /** Types of the declared variables. */
  readonly types = new Map<string, VariableType>();
  /** Scripts, in whose text a variable's name counts as a use. */
  readonly scripts: { readonly text: string; readonly origin: Origin }[] = [];
  /** Names used by what is being built, see {@link gather}. */
  private needed = new Set<string>();
  readonly slug: string;
  readonly input: BuildInput;
  readonly methods: ReadonlySet<string>;
  /** The list's own file. */
  readonly list: SourceFile;

  constructor(slug: string, list: SourceFile, input: BuildInput, methods: ReadonlySet<string>) {
    this.slug = slug;
    this.list = list;
    this.input = input;
    this.methods = methods;
  }

  report(...diagnostics: Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
  }

  /** Literal text with its variables noted; faulty references are reported. */
  text(located: Located<unknown>): string {
    const text = located.text();
    if (text.includes('{{')) this.note(text, (start, end) => located.slice(start, end));
    return text;
  }

  /** Notes the variables of a text that does not stand in the list itself. */
  note(text: string, placeOf: (start: number, end: number) => Origin): void {
    for (const { name, start, end, fault } of findReferences(text)) {
      const origin = placeOf(start, end);
      if (fault) {
        this.report(diagnose('bad-reference', { text: text.slice(start, end), reason: fault }, origin));
      } else if (name.startsWith('$')) {
        if (!dynamicVariables.has(name.slice(1))) {
          const known = [...dynamicVariables].map((one) => `$${one}`);
          this.report(diagnose('unknown-dynamic-variable', { name, known }, origin));
        }
      } else {
        this.use(name, origin);
      }
    }
  }

  /** Builds something, and returns with it the names of the variables that it uses. Only the caller hears of those. */
  gather<T>(make: () => T): { readonly value: T; readonly needed: ReadonlySet<string> } {
    const around = this.needed;
    const needed = new Set<string>();
    this.needed = needed;
    const value = make();
    this.needed = around;
    return { value, needed };
  }

  /** Notes that a variable is used here. */
  use(name: string, origin: Origin): void {
    this.needed.add(name);
    if (!this.uses.has(name)) this.uses.set(name, origin);
    if (!this.types.has(name) && !this.saved.has(name) && !this.implied.has(name)) {
      this.early.push({ name, origin });
    }
  }

  /** The file that stands behind `{ $file: path }` in the list; undefined when it could not be read. */
  file(located: Located<unknown>): SourceFile | undefined {
    if (located.source !== this.list) return undefined;
    const path = located.as<FileReference>().get('$file');
    return path && this.input.files.get(path.text());
  }

  /** Text that is written out or stands in a file. */
  textOrFile(located: Located<string | FileReference>): string {
    if (!located.is('mapping')) return this.text(located);
    const source = this.file(located);
    if (!source) return '';
    this.note(source.text, (start, end) => ({ source, start, end }));
    return source.text;
  }
}
