import { type Api, type Endpoint, endpointsOf } from './api.ts';

/** Returns what selects an endpoint: its name, its path with "/", and its path as `run --list` shows it. */
export const namesOf = ({ folders, name }: Pick<Endpoint, 'folders' | 'name'>): string[] => [
  name,
  [...folders, name].join('/'),
  [...folders, name].join(' / '),
];

/**
 * Returns the names to suggest for an unknown one. Names are what most people type; paths are suggested only for what looks
 * like one.
 */
export function suggestedNames({ items }: Pick<Api, 'items'>, unknown: string): string[] {
  const endpoints = endpointsOf(items);
  const paths = unknown.includes('/') ? endpoints.map(({ folders, name }) => [...folders, name].join('/')) : [];
  return [...new Set([...endpoints.map(({ name }) => name), ...paths])];
}
