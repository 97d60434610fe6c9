import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Entry, FolderEntry, RequestEntry, SignInEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Folder, Item } from '../api.ts';
import { checkName } from '../check/check-name.ts';
import { checkScript } from '../check/check-script.ts';
import { stableId } from '../ids.ts';
import type { BuildContext } from './build-context.ts';
import { buildEndpoint } from './build-endpoint.ts';
import { buildScript, type Inheritance, inherit } from './inherit.ts';
import { buildSignIn } from './note-identity.ts';

const MAX_FOLDER_DEPTH = 16;

/**
 * Builds the entries of a folder or of the list. Reports duplicate names and skips entries that cannot be built.
 *
 * @param folders names of the folders around the entries, outermost first
 * @param from headers, tags and so on that the entries inherit
 * @param reserved names that no entry may have, because token requests have them
 */
export function buildItems(
  entries: readonly Located<Entry>[],
  folders: readonly string[],
  from: Inheritance,
  reserved: readonly string[],
  context: BuildContext,
): Item[] {
  const names = new Map<string, { origin?: Origin; short: boolean }>(reserved.map((name) => [name, { short: false }]));
  return entries.flatMap((located): Item[] => {
    if (located.is('mapping') && located.has('sign_in')) {
      if (from.always) context.report(diagnose('sign-in-always', {}, located.as<SignInEntry>()));
      const place = buildSignIn(located.as<SignInEntry>(), context);
      return place ? [place] : [];
    }
    const isFolder = located.is('mapping') && located.has('folder');
    const item = isFolder
      ? buildFolder(located.as<FolderEntry>(), folders, from, context)
      : buildEndpoint(located.as<string | RequestEntry>(), folders, from, context);
    if (!item) return [];
    const short = located.is('scalar');
    const place = short ? located : nameOrigin(located, isFolder);
    context.report(...checkName(item.name, place));
    const earlier = names.get(item.name);
    if (earlier) {
      const related = earlier.origin ? [{ message: 'first used here', origin: earlier.origin }] : [];
      const twice = short && earlier.short;
      context.report(
        twice
          ? diagnose('duplicate-entry', { entry: item.name }, place, related)
          : diagnose('duplicate-name', { name: item.name }, place, related),
      );
    } else {
      names.set(item.name, { origin: place, short });
    }
    return [item];
  });
}

function nameOrigin(located: Located<Entry>, isFolder: boolean): Origin {
  if (isFolder) return located.as<FolderEntry>().get('folder') ?? located;
  const entry = located.as<RequestEntry>();
  return entry.get('name') ?? entry.get('request') ?? located;
}

function buildFolder(
  entry: Located<FolderEntry>,
  folders: readonly string[],
  from: Inheritance,
  context: BuildContext,
): Folder | undefined {
  const name = entry.get('folder')?.text() ?? '';
  const path = [...folders, name];
  if (path.length > MAX_FOLDER_DEPTH) {
    context.report(diagnose('folder-depth', { limit: MAX_FOLDER_DEPTH }, entry.keyOrigin('folder')));
    return undefined;
  }
  const check = (text: string, origin: Origin) => context.report(...checkScript(text, origin));
  const before = buildScript(entry, 'before', context, check);
  const after = buildScript(entry, 'after', context, check);
  // Variables in folder headers count for the requests inside; buildEndpoint notes them.
  const own = context.gather(() => inherit(from, entry, context)).value;
  const endpoints = entry.get('endpoints')?.items() ?? [];
  if (endpoints.length === 0) {
    context.report(diagnose('empty-list', { what: 'this folder' }, entry.keyOrigin('folder')));
  }
  const description = entry.get('description')?.text();
  return {
    kind: 'folder',
    name,
    id: stableId(context.slug, 'item', ...path),
    ...(description ? { description } : {}),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    items: buildItems(endpoints as Located<Entry>[], path, own, [], context),
    origin: entry.get('folder') ?? entry,
  };
}
