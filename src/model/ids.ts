import { hash } from 'node:crypto';
import { remember } from '../notation/remember.ts';

/** The bytes of a namespace. Kept, because all ids are in one. */
const bytesOf = remember((uuid) => Buffer.from(uuid.replaceAll('-', ''), 'hex'));

/** Namespace of all postmint ids: the version 5 UUID of "postmint" in the URL namespace. */
const namespace = uuidV5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'postmint');

/**
 * Returns a version 5 (name-based) UUID, as in RFC 9562, section 5.5. The same name always gives the same UUID.
 *
 * @param space the UUID of the namespace
 */
export function uuidV5(space: string, name: string): string {
  const bytes = hash('sha1', Buffer.concat([bytesOf(space), Buffer.from(name)]), 'buffer');
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Returns the id (UUID) of a collection, item or environment. It depends only on the slug, the kind and the path, so that
 * a second import into Postman replaces the first, and diffs of the generated files stay small.
 *
 * @param path names of the folders and the name of the item; empty for a collection
 */
export function stableId(slug: string, kind: 'collection' | 'item' | 'environment', ...path: string[]): string {
  return uuidV5(namespace, JSON.stringify([slug, kind, ...path]));
}
