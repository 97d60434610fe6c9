import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../temp-folder.ts';
import { onServer, startEcho } from './echo-server.ts';
import type { Hostile } from './hostile.ts';

/** Writes the files of a hostile collection, and starts its server. */
export async function prepareHostile({ file, environment, data, options = [] }: Hostile) {
  const { origin, paragraphs } = await startEcho();
  const cwd = tempFolder();
  const write = (name: string, json: unknown) => {
    const text = typeof json === 'string' ? json : JSON.stringify(onServer(json, origin), null, 2);
    // A text may have keys that JSON.parse would take for something else.
    writeFileSync(join(cwd, name), text.replaceAll('https://postman-echo.com', origin));
  };
  write('c.postman_collection.json', file);
  if (environment !== undefined) write('e.json', environment);
  if (data !== undefined) write('d.json', data);
  const args = [
    ...['run', 'c.postman_collection.json'],
    ...(environment === undefined ? [] : ['-e', 'e.json']),
    ...(data === undefined ? [] : ['-d', 'd.json']),
    ...options,
  ];
  return { cwd, args, origin, paragraphs };
}

/** The codes of the errors in a text, each once. */
export const errorsIn = (text: string) => [
  ...new Set([...text.matchAll(/error\[([\w-]+)\]/g)].map(([, code]) => code)),
];
