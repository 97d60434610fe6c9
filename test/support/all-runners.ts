import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, start } from './cli.ts';
import { findPostmanClis } from './postman-cli.ts';
import { findStockNewman } from './stock-newman.ts';
import { makeBuiltWorkspace } from './workspace.ts';

/** How generated files are run. The list is called Variants, and its environment is called dev. */
export interface Play {
  readonly folder?: string;
  readonly iterations?: number;
  readonly secrets: Readonly<Record<string, string>>;
  /** Values of a row for each iteration. */
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Values that only a peer takes, `{{base_url}}` filled in: ours begins with no token but its own. */
  readonly peerValues?: Readonly<Record<string, string>>;
  readonly insecure?: boolean;
  /** Changes the collection by hand before it is run. */
  readonly edit?: (collection: EditedCollection) => void;
}

/** As much of a collection as is edited by hand. */
export interface EditedCollection {
  item: { name: string; id?: string; request?: { auth?: unknown } }[];
}

/** Starts a runner on a list's files against a server. */
export type PlayIn = (list: string, origin: string, play: Play) => Promise<Ended>;

const collectionFile = 'variants.postman_collection.json';

async function makeFiles(list: string, { edit, data }: Play): Promise<string> {
  const folder = await makeBuiltWorkspace(list);
  if (data) writeFileSync(join(folder, 'data.json'), JSON.stringify(data));
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
    // A home of its own: no login, no settings of the developer.
    return start(command, args, { cwd, env: { HOME: cwd } }).ended;
  };
}

const ours: PlayIn = async (list, origin, play) => {
  const { folder, iterations = 1, data, secrets, insecure } = play;
  const cwd = await makeFiles(list, play);
  const often = data ? ['--data', 'data.json'] : ['--iterations', String(iterations)];
  const args = ['run', '--var', `base_url=${origin}`, ...often];
  const more = [...(folder === undefined ? [] : ['--folder', folder]), ...(insecure ? ['--insecure'] : [])];
  const env = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [`VARIANTS_${name.toUpperCase()}`, value]),
  );
  return cli([...args, ...more], { cwd, env });
};

const newman = findStockNewman();
const postman = Object.entries(findPostmanClis());

/** Why a peer is not there. */
export const missingPeers = [newman, ...postman.map(([, cli]) => cli)].flatMap((peer) =>
  'reason' in peer ? [peer.reason] : [],
);

/** All that run the same generated files, by name: ours, and the peers that are there. */
export const runners: Readonly<Record<string, PlayIn>> = {
  postmint: ours,
  ...('path' in newman && { newman: stock(newman.path, ['run'], '--folder') }),
  ...Object.fromEntries(
    postman.flatMap(([name, cli]) => ('path' in cli ? [[name, stock(cli.path, ['collection', 'run'], '-i')]] : [])),
  ),
};
