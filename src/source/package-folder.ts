import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns the folder of the package: the nearest folder above this file that has `templates/scripts`.
 *
 * @throws when there is no such folder, because the package is incomplete
 */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates', 'scripts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the templates of postmint are missing; is the package complete?');
    folder = parent;
  }
  return folder;
}
