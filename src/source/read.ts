/** The only code that reads lists and the files that they refer to. */

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';

/** Maximum size of a file in bytes. */
export const MAX_BYTES = 5 * 1024 * 1024;

/** Options of `readSource`. */
export interface ReadOptions {
  /** The working directory. Relative paths start here, and messages show paths relative to it. */
  readonly cwd: string;
  /** If set, the real path of the file must be inside the real path of this folder. */
  readonly root?: string;
  /** The place that names the file, for diagnostics. */
  readonly origin?: Origin;
  /** Maximum size in bytes. Default: {@link MAX_BYTES}. */
  readonly limit?: number;
}

const systemReasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is not a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links form a circle',
  EMFILE: 'too many files are open',
};

/** Returns why the file system refused an operation: in words if there are any, else the error code. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return systemReasons[code] ?? (code || String(error));
}

/** Returns a path for messages, with forward slashes: relative to `cwd`, or absolute if it is far outside. */
export function showPath(path: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  const near = relative(cwd, absolute);
  const shown = near === '' ? '.' : near.startsWith(`..${sep}..${sep}..`) || isAbsolute(near) ? absolute : near;
  return shown.split(sep).join('/');
}

/** True when `path` is `root` or inside of it; both are real paths. */
function isInside(path: string, root: string): boolean {
  const near = relative(root, path);
  return near === '' || (!near.startsWith(`..${sep}`) && near !== '..' && !isAbsolute(near));
}

/**
 * Reports a file that cannot be sent: one outside the given folder, also by a link, or one that is not a regular file. A
 * file that does not exist is a warning, because it may be made before it is sent. Its content is not read.
 */
export function checkUpload(path: string, options: ReadOptions): Diagnostic[] {
  const { origin } = options;
  const shown = showPath(path, options.cwd);
  const found = findFile(path, options);
  if (found.value) return [];
  const missing = found.diagnostics.some(({ code }) => code === 'file-not-found');
  return missing ? [diagnose('upload-missing', { path: shown }, origin)] : [...found.diagnostics];
}

/** Reads a file of limited size, inside the given folder. */
export function readBytes(path: string, options: ReadOptions): Result<Buffer> {
  const { cwd, origin, limit = MAX_BYTES } = options;
  const found = findFile(path, options);
  if (!found.value) return { diagnostics: found.diagnostics };
  const { real, size } = found.value;
  const shown = showPath(path, cwd);
  const fail = (diagnostic: Diagnostic): Result<Buffer> => ({ diagnostics: [diagnostic] });
  if (size > limit) {
    return fail(diagnose('file-too-large', { path: shown, bytes: size, limit }, origin));
  }
  try {
    return { value: readFileSync(real), diagnostics: [] };
  } catch (error) {
    return fail(diagnose('file-unreadable', { path: shown, reason: reasonOf(error) }, origin));
  }
}

/** Finds a regular file inside the given folder. Returns its path without links, and its size in bytes. */
export function findFile(path: string, options: ReadOptions): Result<{ readonly real: string; readonly size: number }> {
  const { cwd, root, origin } = options;
  const shown = showPath(path, cwd);
  const fail = (diagnostic: Diagnostic) => ({ diagnostics: [diagnostic] });
  try {
    if (path.includes('\0')) return fail(diagnose('file-not-found', { path: shown }, origin));
    const real = realpathSync(resolve(cwd, path));
    if (root !== undefined && !isInside(real, realpathSync(resolve(cwd, root)))) {
      return fail(diagnose('file-outside', { path: shown }, origin));
    }
    const stat = statSync(real);
    if (!stat.isFile()) {
      const reason = stat.isDirectory() ? 'it is a folder' : 'it is not a regular file';
      return fail(diagnose('file-unreadable', { path: shown, reason }, origin));
    }
    return { value: { real, size: stat.size }, diagnostics: [] };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return fail(diagnose('file-not-found', { path: shown }, origin));
    }
    return fail(diagnose('file-unreadable', { path: shown, reason: reasonOf(error) }, origin));
  }
}

/**
 * Reads a UTF-8 file of limited size, inside the given folder. A byte order mark is removed, and every line end becomes
 * `\n`, so that the same list gives the same output on every system.
 */
export function readSource(path: string, options: ReadOptions): Result<SourceFile> {
  const { value: bytes, diagnostics } = readBytes(path, options);
  if (!bytes) return { diagnostics };
  const shown = showPath(path, options.cwd);
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return { diagnostics: [diagnose('file-not-utf8', { path: shown, offset: firstBadByte(bytes) }, options.origin)] };
  }
  return { value: toSource(shown, text), diagnostics: [] };
}

/** Makes a source from text. Removes the byte order mark and normalizes line ends, as for a file. */
export function toSource(path: string, text: string): SourceFile {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return { path, text: clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean };
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The offset of the first byte that does not start a valid character. */
function firstBadByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
      decoder.decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  // The prefix may end inside a character that the next byte makes invalid. The offset is then that of the character.
  for (let start = low; start >= Math.max(0, low - 3); start--) {
    if (decodeUtf8(bytes.subarray(0, start)) !== undefined) return start;
  }
  return low;
}
