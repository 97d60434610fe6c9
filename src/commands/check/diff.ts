import type { LoadedList } from '../../library/workspace.ts';
import type { PlannedFile } from '../../output/plan.ts';

const MAX_DIFF_LINES = 60;

type Tree = Readonly<Record<string, unknown>>;

/** A unified diff from the file on disk to the generated text, with secrets hidden. Long diffs are cut. */
export async function diffOf(file: PlannedFile, list: LoadedList): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const path = list.show(file.name);
  const wanted = file.text ?? '';
  const found = laidOutLike(wanted, list.disk.find(({ name }) => name === file.name)?.text ?? '');
  const [before, after] = [hideSecrets(found, list), hideSecrets(wanted, list)];
  const patch = createTwoFilesPatch(path, `${path} (generated)`, before, after, '', '', {
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

/** Returns a JSON text in the layout and order of another, so that a diff shows only what differs in content. */
function laidOutLike(wanted: string, found: string): string {
  try {
    const [to, from] = [JSON.parse(wanted), JSON.parse(found)] as [Tree, Tree];
    return `${JSON.stringify(orderLike(to, inOrder(to, from)), null, '\t')}\n`;
  } catch {
    return found;
  }
}

/** The content of an environment file with its variables in the wanted order; any other content as it is. */
function inOrder(wanted: Tree, found: Tree): Tree {
  if (!isVariables(wanted.values) || !isVariables(found.values)) return found;
  const places = new Map(wanted.values.map(({ key }, index) => [key, index]));
  const placeOf = ({ key }: Variable) => places.get(key) ?? places.size;
  return { ...found, values: [...found.values].sort((a, b) => placeOf(a) - placeOf(b)) };
}

function orderLike(wanted: unknown, found: unknown): unknown {
  if (Array.isArray(wanted) && Array.isArray(found)) return found.map((item, index) => orderLike(wanted[index], item));
  if (!isTree(wanted) || !isTree(found)) return found;
  const keys = [...Object.keys(wanted).filter((key) => key in found), ...Object.keys(found)];
  return Object.fromEntries([...new Set(keys)].map((key) => [key, orderLike(wanted[key], found[key])]));
}

type Variable = Readonly<{ key?: unknown }>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const isVariables = (value: unknown): value is Variable[] => Array.isArray(value) && value.every(isTree);
