/** Variables of a list, for parameters that need a value. */

import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import { certaintyOf } from '../../notation/literal-secret/secret-key.ts';
import type { Operation, Parameter } from '../openapi/description.ts';
import { wordOf } from '../openapi/tree.ts';
import { qualify, uniqueVariables, variableName } from './names.ts';
import { isSecretParameter, prose } from './secret-values.ts';
import { literalOf } from './serialize.ts';

/** Names that say nothing without the path around them. */
const generic = /^(?:id|uuid|guid|key|name|slug|code|number|type|ref|sha|path|item|pk|identifier)$/i;

/** A variable of the list. */
export interface DraftVariable {
  readonly name: string;
  readonly value?: string | number | boolean | undefined;
  readonly description?: string | undefined;
  readonly isSecret: boolean;
}

/** What a parameter means: parameters with the same meaning share a variable. */
function meaningOf(parameter: Parameter, operation: Operation): string {
  const { name, schema, in: place } = parameter;
  const owner = generic.test(name) ? ownerOf(parameter, operation) : '';
  const type = Array.isArray(schema.type) ? schema.type.map(wordOf).join() : wordOf(schema.type ?? schema.$ref);
  const values = Array.isArray(schema.enum) ? JSON.stringify(schema.enum) : '';
  return `${place === 'path' ? 'path' : 'other'} ${owner} ${type} ${values}`;
}

/** The segment of the path that a parameter belongs to: the one before it; the last one for other parameters. */
function ownerOf({ name, in: place }: Parameter, { path }: Operation): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const at = place === 'path' ? segments.findIndex((segment) => segment.includes(`{${name}}`)) : segments.length;
  return segments.slice(0, Math.max(0, at)).findLast((segment) => !segment.includes('{')) ?? '';
}

/** The variables of a list. */
export class Variables {
  private readonly names = new Map<string, string>();
  private readonly declared = new Map<string, DraftVariable>();
  /** Names that a `{parameter}` of a path does not declare by itself. */
  private readonly written = new Set<string>();
  private readonly unique = uniqueVariables();
  private readonly reserved: ReadonlySet<string>;

  /** @param reserved names of the variables of the sign-in, which no parameter may share */
  constructor(operations: readonly Operation[], reserved: ReadonlySet<string>) {
    this.reserved = reserved;
    for (const name of reserved) this.unique.take(name);
    const meanings = new Map<string, Map<string, { parameter: Parameter; operation: Operation }>>();
    for (const operation of operations) {
      for (const parameter of operation.parameters) {
        const own = meanings.get(parameter.name) ?? new Map();
        meanings.set(parameter.name, own);
        const meaning = meaningOf(parameter, operation);
        if (!own.has(meaning)) own.set(meaning, { parameter, operation });
      }
    }
    for (const [name, own] of meanings) {
      const plain = variableName(name);
      for (const [meaning, { parameter, operation }] of own) {
        const isAlone = own.size === 1 && !reserved.has(plain);
        const wanted = isAlone ? plain : qualify(plain, ownerOf(parameter, operation));
        this.names.set(`${name} ${meaning}`, this.unique.take(wanted));
      }
    }
  }

  /** Returns a name that no other variable has, with a number if it needs one. */
  take(name: string): string {
    return this.unique.take(name);
  }

  /** Notes that a variable is used other than by a `{parameter}` of its name, which would declare it. */
  write(name: string): string {
    this.written.add(name);
    return name;
  }

  /** Declares the variable of a parameter. Returns its name. */
  of(parameter: Parameter, operation: Operation): string {
    const key = `${parameter.name} ${meaningOf(parameter, operation)}`;
    const name = this.names.get(key) ?? variableName(parameter.name);
    const literal = literalOf(parameter);
    const isSecret = certaintyOf(parameter.name) !== undefined || isSecretParameter(parameter, literal);
    const value = isSecret ? undefined : literal;
    const known = this.declared.get(name);
    const description = parameter.description === undefined ? undefined : prose(parameter.description);
    this.declared.set(name, {
      name,
      isSecret,
      value: known?.value ?? value,
      description: known?.description ?? description,
    });
    return name;
  }

  /** Returns true if the variable of a parameter is described in other words, by another parameter. */
  isOtherwiseDescribed(name: string, { description }: Parameter): boolean {
    const known = this.declared.get(name)?.description;
    return description !== undefined && known !== undefined && known !== prose(description);
  }

  /** Declares a secret that is not a parameter. Returns its name. */
  secret(wanted: string, description: string): string {
    const plain = variableName(wanted);
    const key = `secret ${plain}`;
    const name = this.names.get(key) ?? this.unique.take(plain);
    this.names.set(key, name);
    if (!this.declared.has(name)) this.declared.set(name, { name, isSecret: true, description });
    return name;
  }

  /** Returns the variables that must be declared, in the order of their first use. */
  list(): DraftVariable[] {
    const all = [...this.declared.values()];
    const isNeeded = ({ name, value, description, isSecret }: DraftVariable) =>
      isSecret || value !== undefined || description !== undefined || this.written.has(name);
    const needed = new Set(all.filter(isNeeded).map(({ name }) => name));
    // Without a declaration, a name that is like another one is reported as a typing error.
    const others = new Set([...this.reserved, ...needed]);
    for (const { name } of all) {
      if (needed.has(name) || didYouMean(name, others) === undefined) continue;
      needed.add(name);
      others.add(name);
    }
    return all.filter(({ name }) => needed.has(name));
  }
}
