import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache.ts';
import { run } from './command.ts';
import { type Missing, missing } from './missing.ts';

/** The commit of 2026-08-06. Dex's tags since v2 are not valid Go module versions, but its commits are. */
const version = 'v0.0.0-20260806151424-ab64ed778070';

/** Raise this number when the build of the same version changes. */
const recipe = 1;

/** A Dex executable. */
export interface DexProgram {
  readonly path: string;
  readonly version: string;
}

/**
 * Replaces Dex's gRPC administration, which the tests do not start. It needs definitions from another module of the
 * same commit, which has no version.
 */
const noAdministration = `package apiserver

import "github.com/dexidp/dex/api/v2"

func NewAPI(...any) api.DexServer { return api.UnimplementedDexServer{} }
`;

/**
 * At this commit the memory storage holds its lock while the local connector reads the user from the same storage, so
 * the first refresh never ends (issues 4209 and 5017 of dexidp/dex). This version locks out other updates, but not
 * readers.
 */
const updateRefreshToken = `
	refreshTokenUpdates.Lock()
	defer refreshTokenUpdates.Unlock()
	r, err := s.GetRefresh(ctx, id)
	if err != nil {
		return err
	}
	if r, err = updater(r); err != nil {
		return err
	}
	s.tx(func() { s.refreshTokens[id] = r })
	return nil
}

var refreshTokenUpdates sync.Mutex
`;

function patchMemoryStorage(file: string): void {
  const source = readFileSync(file, 'utf8');
  const head = source.indexOf('\n', source.indexOf('func (s *memStorage) UpdateRefreshToken('));
  const end = source.indexOf('\n}\n', head);
  if (head < 0 || end < 0 || !source.includes('UpdateRefreshToken(')) throw new Error(`nothing to patch in ${file}`);
  writeFileSync(file, source.slice(0, head) + updateRefreshToken + source.slice(end + 3));
}

/** Makes a copy of a Go module writable: Go keeps modules read-only. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}

async function build(folder: string): Promise<void> {
  const source = join(folder, 'source');
  // Run outside of our project, so that its settings do not apply.
  const download = ['mod', 'download', '-json', `github.com/dexidp/dex@${version}`];
  const { Dir } = JSON.parse(await run('go', download, { cwd: folder })) as { Dir: string };
  mkdirSync(source);
  cpSync(Dir, source, { recursive: true });
  makeWritable(source);

  const administration = join(source, 'server', 'apiserver');
  rmSync(administration, { recursive: true });
  mkdirSync(administration);
  writeFileSync(join(administration, 'none.go'), noAdministration);
  patchMemoryStorage(join(source, 'storage', 'memory', 'memory.go'));
  await run('go', ['mod', 'edit', '-dropreplace', 'github.com/dexidp/dex/api/v2'], { cwd: source });

  // No cgo: only SQLite needs it. -mod=mod, because go.sum has no line for the module whose replacement was dropped.
  const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w -X main.version=${version}`];
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  await run('go', ['build', ...flags, '-o', join(folder, 'dex'), './cmd/dex'], {
    cwd: source,
    env,
    timeout: 1_800_000,
  });
  rmSync(source, { recursive: true });
}

/** Finds upstream Dex. The first use builds it, which takes minutes, and caches it. */
export async function findDex(): Promise<DexProgram | Missing> {
  try {
    return { path: join(await cachedFolder(`dex-${version}-${recipe}`, build), 'dex'), version };
  } catch (error) {
    return missing('Dex cannot be built', error);
  }
}
