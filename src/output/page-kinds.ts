/** Onboarding pages: their mark is a comment, and their content is one text. */

import { diagnose } from '../diagnostics/diagnostic.ts';
import type { FileKind } from './file-kind.ts';
import { hashText, markOf, type Tree } from './ownership.ts';

const textOf = ({ text }: Tree) => (typeof text === 'string' ? text : '');

/** A comment cannot have "--" in it. */
const inComment = (list: string) => JSON.stringify(list).replaceAll('--', '-\\u002d');

const comment =
  /<!-- Made by postmint from ("(?:[^"\\]|\\.)*"); changes here are replaced\. (sha256:[0-9a-f]{64}) -->\n/;

function parsePage(text: string): Tree {
  const lines = text.replaceAll('\r\n', '\n');
  const [whole = '', list, hash] = comment.exec(lines.slice(0, 2000)) ?? [];
  if (list === undefined) return { text: lines };
  try {
    return { text: lines.replace(whole, ''), _postmint: { list: JSON.parse(list), hash } };
  } catch {
    return { text: lines };
  }
}

function printPage(content: Tree): string {
  const text = textOf(content);
  const mark = markOf(content);
  if (!mark) return text;
  const line = `<!-- Made by postmint from ${inComment(mark.list)}; changes here are replaced. ${mark.hash} -->\n`;
  const [start = ''] = /^<!doctype html>\n/.exec(text) ?? [];
  return `${start}${line}${text.slice(start.length)}`;
}

const isEdited = (found: Tree) => markOf(found)?.hash !== hashText(textOf(found));

const pageKind = (ending: string): FileKind => ({
  ending,
  isJson: false,
  print: printPage,
  parse: parsePage,
  finish: (content, _, list) => ({ ...content, _postmint: { list, hash: hashText(textOf(content)) } }),
  isPrivate: () => false,
  isSame: (wanted, found) => textOf(wanted) === textOf(found) && markOf(wanted)?.list === markOf(found)?.list,
  conflict: (_, found, path) => {
    if (!found || !markOf(found)) return diagnose('foreign-file', { path, isJson: true });
    return isEdited(found) ? diagnose('edited-by-hand', { path }) : undefined;
  },
  loss: (found, path) => (isEdited(found) ? diagnose('edited-by-hand', { path }) : undefined),
});

/** The onboarding page as HTML. */
export const htmlPage = pageKind('.docs.html');

/** The onboarding page as Markdown. */
export const markdownPage = pageKind('.docs.md');
