import type { Json } from '../../model/expectation.ts';
import { toCommentLine, toJavaScript } from './to-javascript.ts';

/** The files of templates/scripts, by name without `.js`. */
export type ScriptTexts = ReadonlyMap<string, string>;

/** A piece of our own code that fills a placeholder, where only the script itself knows the value. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What fills the placeholders of a script: data, or a piece of our own code. */
export type Fillings = Readonly<Record<string, Json | Code>>;

/** A script's lines for one choice of sections. Kept, because thousands of requests fill the same. */
const kept = new WeakMap<ScriptTexts, Map<string, readonly string[]>>();

function linesOf(scripts: ScriptTexts, name: string, sections: readonly string[]): readonly string[] {
  let known = kept.get(scripts);
  if (!known) {
    known = new Map();
    kept.set(scripts, known);
  }
  const key = [name, ...sections].join(' ');
  const lines = known.get(key) ?? chooseLines(scripts, name, sections);
  known.set(key, lines);
  return lines;
}

/**
 * The lines of a script file that one list needs. Whole-line comments say which these are, so that the file itself stays
 * a script that can be linted:
 *
 * - `//#if x` … `//#endif`: only with section x; `//#if !x`: only without it
 * - `//#include y`: the lines of templates/scripts/y.js, as far in as this comment
 */
function chooseLines(scripts: ScriptTexts, name: string, sections: readonly string[]): string[] {
  const text = scripts.get(name);
  if (text === undefined) throw new Error(`templates/scripts/${name}.js is missing`);
  const open: boolean[] = [];
  const lines = text
    .trimEnd()
    .split('\n')
    .flatMap((line): readonly string[] => {
      const [, indent = '', word, not, subject = ''] = /^( *)\/\/#(\w+)(?: (!)?(.+))?$/.exec(line) ?? [];
      if (word === 'if') open.push(sections.includes(subject) !== (not === '!'));
      else if (word === 'endif') open.pop();
      else if (open.includes(false)) return [];
      else if (word !== 'include') return [line];
      else return linesOf(scripts, subject, sections).map((inner) => (inner === '' ? '' : indent + inner));
      return [];
    });
  if (open.length > 0) throw new Error(`templates/scripts/${name}.js: //#endif is missing`);
  return lines;
}

/**
 * A script file with its `__NAME__` placeholders filled: with data as JavaScript, or with plain text in a comment. The
 * text itself is constant: data never becomes code.
 *
 * @param sections the optional sections of the file that are kept
 */
export function fillScript(
  scripts: ScriptTexts,
  name: string,
  values: Fillings = {},
  sections: readonly string[] = [],
): string {
  const fillingOf = (placeholder: string) => {
    const value = Object.hasOwn(values, placeholder) ? values[placeholder] : undefined;
    if (value === undefined) throw new Error(`templates/scripts/${name}.js: nothing fills __${placeholder}__`);
    return value;
  };
  return linesOf(scripts, name, sections)
    .map((line) => fillLine(line, fillingOf))
    .join('\n');
}

function fillLine(line: string, fillingOf: (placeholder: string) => Fillings[string]): string {
  if (!line.includes('__')) return line;
  const parts = line.split(/\b__([A-Z]+(?:_[A-Z]+)*)__\b/);
  const [indent = '', comment] = /^ *(\/\/)?/.exec(line) ?? [];
  if (comment) {
    return toCommentLine(parts.map((part, at) => (at % 2 === 0 ? part : [fillingOf(part)].flat().join(', '))).join(''));
  }
  // What is not the value itself, and takes its part of the line.
  const others = parts.reduce((sum, part, at) => (at % 2 === 0 ? sum + part.length : sum), 0);
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return part;
      const value = fillingOf(part);
      return value instanceof Code ? value.text : toJavaScript(value, indent, others);
    })
    .join('');
}
