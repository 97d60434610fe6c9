import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { check } from '../../library/check.ts';
import { findTrackedSecrets, type LoadedList } from '../../library/workspace.ts';
import type { PlannedFile } from '../../output/plan.ts';
import { trackedFiles } from '../git.ts';
import { loadLists } from '../load-lists.ts';
import type { Session } from '../session.ts';
import type { CheckOptions } from './options.ts';

const MAX_DIFF_LINES = 60;

/**
 * Compares the files on disk with those that the lists would generate, and with what Postman's SDK reads. Returns exit
 * code 0 when they agree; else prints the differences and returns 2.
 */
export async function runCheck(session: Session, options: CheckOptions): Promise<number> {
  const loaded = await loadLists(session.io.cwd, options.lists ?? []);
  const lists = loaded.value ?? [];
  const diagnostics = [...loaded.diagnostics];
  if (lists.length === 0) return session.end(2, diagnostics);
  const diffs: string[] = [];
  for (const list of lists) {
    diagnostics.push(...findTrackedSecrets(list, trackedFiles));
    diagnostics.push(...(await check(list.api, list.files, list.plan, list.show)));
    for (const file of list.plan) {
      if (file.action === 'update' && !file.refusal) diffs.push(await diffOf(file, list));
    }
  }
  const exitCode = hasErrors(diagnostics) ? 2 : 0;
  session.say(diagnostics);
  if (session.format === 'json') {
    const files = lists.flatMap((list) => list.plan.map(({ name, action }) => ({ path: list.show(name), action })));
    session.json(exitCode, diagnostics, { files });
    return exitCode;
  }
  for (const diff of diffs) session.print(diff);
  if (exitCode === 0) {
    for (const list of lists) {
      session.print(`${list.path}: ${list.plan.length} files are as generated, and Postman reads them as meant\n`);
    }
  }
  return exitCode;
}

/** A unified diff from the file on disk to the generated text, with secrets hidden. Long diffs are cut. */
async function diffOf(file: PlannedFile, list: LoadedList): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const path = list.show(file.name);
  const before = hideSecrets(list.disk.find(({ name }) => name === file.name)?.text ?? '', list);
  const patch = createTwoFilesPatch(path, `${path} (generated)`, before, hideSecrets(file.text ?? '', list), '', '', {
    context: 2,
    maxEditLength: 5000,
  });
  const lines = (patch ?? `${path}: differs nearly everywhere`).split('\n').filter((line) => !/^=+$/.test(line));
  const cut =
    lines.length > MAX_DIFF_LINES
      ? [...lines.slice(0, MAX_DIFF_LINES), `… ${lines.length - MAX_DIFF_LINES} more lines`]
      : lines;
  return `${cut.join('\n').trimEnd()}\n`;
}

/** Returns the text of an environment file with the values of secrets hidden. Other files are returned unchanged. */
function hideSecrets(text: string, list: LoadedList): string {
  const secrets = new Set(list.api.variables.filter(({ secret }) => secret).map(({ name }) => name));
  try {
    const content = JSON.parse(text) as { values?: { key?: string; type?: string; value?: unknown }[] };
    if (!Array.isArray(content.values)) return text;
    const values = content.values.map((entry) => {
      // The type alone is not enough: newman exports "any", and a variable that the list no longer has may be a secret.
      const known = list.api.variables.some((variable) => variable.name === entry.key);
      const hidden = entry.value && (secrets.has(entry.key ?? '') || entry.type === 'secret' || !known);
      return hidden ? { ...entry, value: '••••••' } : entry;
    });
    return `${JSON.stringify({ ...content, values }, null, '\t')}\n`;
  } catch {
    return text === '' ? '' : '(not JSON)\n';
  }
}
