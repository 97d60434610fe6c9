import { posix } from 'node:path';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import type { Located } from '../../../source/located.ts';
import type { Upload } from '../../body.ts';
import type { BuildContext } from '../build-context.ts';

/**
 * Builds a file that a request sends. Reports a path that is not inside the list's folder, or that a runner would read in
 * another way. Whether the file exists is checked later, because it may be made before a run.
 */
export function buildUpload(located: Located<string>, context: BuildContext): Upload | undefined {
  const written = located.text();
  const reason = written.includes('{{')
    ? 'a variable in it would have no value when the files to read are determined'
    : /^~|\\|^[a-z]:/i.test(written) || written.includes('\0')
      ? 'it must be relative, with "/" between its parts'
      : /["\r\n]/.test(posix.basename(written))
        ? 'its name is sent in quotes, and has a quote or a line break in it'
        : undefined;
  if (reason) {
    context.report(diagnose('upload-path', { path: written, reason }, located));
    return undefined;
  }
  const path = context.pathFrom(located, written);
  if (posix.isAbsolute(path) || path === '..' || path.startsWith('../')) {
    context.report(diagnose('file-outside', { path: written }, located));
    return undefined;
  }
  return { path, origin: located };
}
