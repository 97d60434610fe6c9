import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, start } from './cli.ts';
import { findPostmanClis } from './postman-cli.ts';
import { findStockNewman } from './stock-newman.ts';
import { makeBuiltWorkspace } from './workspace.ts';

/** How to run generated files. The list is named Variants and its environment dev. */
export interface Play {
  readonly folder?: string;
  readonly iterations?: number;
  readonly secrets: Readonly<Record<string, string>>;
  /** Data rows, one per iteration. */
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Values passed to peers only, with `{{base_url}}` replaced. postmint starts only with tokens that it obtained. */
  readonly peerValues?: Readonly<Record<string, string>>;
  readonly insecure?: boolean;
  /** Further options of postmint, which peers do not have. */
  readonly more?: readonly string[];
  /** Edits the collection before the run, as a user would by hand. */
  readonly edit?: (collection: EditedCollection) => void;
}

/** The part of a collection that tests edit. */
export interface EditedCollection {
  item: { name: string; id?: string; request?: { auth?: unknown } }[];
}

/** Generates the files of a list and runs them against a server. */
export type PlayIn = (list: string, origin: string, play: Play) => Promise<Ended>;

const collectionFile = 'variants.postman_collection.json';

async function makeFiles(list: string, { edit, data }: Play): Promise<string> {
  const folder = await makeBuiltWorkspace(list);
  if (data) writeFileSync(join(folder, 'data.json'), JSON.stringify(data), { mode: 0o600 });
  if (edit) {
    const path = join(folder, collectionFile);
    const collection = JSON.parse(readFileSync(path, 'utf8')) as EditedCollection;
    edit(collection);
    writeFileSync(path, JSON.stringify(collection, null, 2));
  }
  return folder;
}

function stock(command: string, before: readonly string[], folderFlag: string): PlayIn {
  return async (list, origin, play) => {
    const { folder, iterations = 1, data, secrets, peerValues, insecure } = play;
    const cwd = await makeFiles(list, play);
    const values = Object.entries({ base_url: origin, ...secrets, ...peerValues });
    const args = [
      ...before,
      collectionFile,
      ...['-e', 'variants.dev.postman_environment.json'],
      ...values.flatMap(([key, value]) => ['--env-var', `${key}=${value.replaceAll('{{base_url}}', origin)}`]),
      ...(folder === undefined ? [] : [folderFlag, folder]),
      ...(data ? ['-d', 'data.json'] : ['-n', String(iterations)]),
      ...['--timeout-request', '20000'],
      ...(insecure ? ['--insecure'] : []),
    ];
    // A separate home folder: the developer's login and settings are not used.
    return start(command, args, { cwd, env: { HOME: cwd } }).ended;
  };
}

const ours: PlayIn = async (list, origin, play) => {
  const { folder, iterations = 1, data, secrets, insecure, more: further = [] } = play;
  const cwd = await makeFiles(list, play);
  const repeat = data ? ['--data', 'data.json'] : ['--iterations', String(iterations)];
  const args = ['run', '--var', `base_url=${origin}`, ...repeat];
  const more = [...(folder === undefined ? [] : ['--folder', folder]), ...(insecure ? ['--insecure'] : []), ...further];
  const env = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [`VARIANTS_${name.toUpperCase()}`, value]),
  );
  return cli([...args, ...more], { cwd, env });
};

const newman = findStockNewman();
const postman = Object.entries(findPostmanClis());

/** For each missing peer, the reason. */
export const missingPeers = [newman, ...postman.map(([, cli]) => cli)].flatMap((peer) =>
  'reason' in peer ? [peer.reason] : [],
);

/** All programs that run the same generated files, by name: postmint and the installed peers. */
export const runners: Readonly<Record<string, PlayIn>> = {
  postmint: ours,
  ...('path' in newman && { newman: stock(newman.path, ['run'], '--folder') }),
  ...Object.fromEntries(
    postman.flatMap(([name, cli]) => ('path' in cli ? [[name, stock(cli.path, ['collection', 'run'], '-i')]] : [])),
  ),
};
