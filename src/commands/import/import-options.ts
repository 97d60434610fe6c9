import type { Base } from '../../import/update/base.ts';
import type { ImportOptions } from '../../library/import-description.ts';
import type { ImportCommandOptions } from './options.ts';

/** Options that an update takes from the import before, unless they are given again. */
const remembered = ['name', 'slug', 'auth', 'base-url', 'prefix', 'group-by', 'schemas'] as const;

/** Returns the options that make the list, as the file beside it keeps them. */
export function keptOptions(options: ImportCommandOptions, before: Base['options'] = {}): Base['options'] {
  const kept: Record<string, string | boolean> = {};
  for (const key of remembered) {
    const value = options[key] ?? before[key];
    if (value !== undefined && value !== false) kept[key] = value;
  }
  return kept;
}

/** Returns the options of the import from those that are kept. */
export function toImportOptions(kept: Base['options']): ImportOptions {
  const text = (key: string) => (typeof kept[key] === 'string' ? kept[key] : undefined);
  const groupBy = text('group-by');
  return {
    name: text('name'),
    slug: text('slug'),
    auth: text('auth'),
    baseUrl: text('base-url'),
    prefix: text('prefix'),
    groupBy: groupBy === 'path' || groupBy === 'none' ? groupBy : 'tag',
    schemas: kept.schemas === true,
  };
}
