import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder.ts';

/** Reads the parts of docs/errors.md that are about one code each. Returns their Markdown by code. */
export function readExplanations(): Map<string, string> {
  const page = readFileSync(join(packageFolder(), 'docs', 'errors.md'), 'utf8');
  const parts = page.split(/^### /m).slice(1);
  return new Map(
    parts.map((part) => {
      const code = (part.split('\n', 1)[0] as string).trim();
      // The next chapter of the page follows the last code of this one.
      const text = (part.split(/^## /m, 1)[0] as string).slice(code.length).trim();
      return [code, text] as const;
    }),
  );
}
