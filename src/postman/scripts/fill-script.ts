import type { Json } from '../../model/expectation.ts';
import { toCommentLine, toJavaScript } from './to-javascript.ts';

/** The files of templates/scripts, by name without `.js`. */
export type ScriptTexts = ReadonlyMap<string, string>;

/** JavaScript that fills a placeholder, for example `signIn.token`. Everything else is filled in as data. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value for each placeholder of a script, by the name between the underscores. */
export type Fillings = Readonly<Record<string, Json | Code>>;

/** Lines of a script by its name and sections. Cached, because thousands of requests use the same script. */
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
 * Returns the lines of a script file for a choice of sections. The directives are comments on lines of their own, so
 * that the file can be linted:
 *
 * - `//#if x` … `//#endif`: lines that are kept only with section x; with `//#if !x`, only without it
 * - `//#include y`: the lines of templates/scripts/y.js, indented like this comment
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
 * Returns a script file with its `__NAME__` placeholders filled: with data as JavaScript literals, or with plain text
 * inside a comment. Data never becomes code.
 *
 * @param name the name of the file, without `.js`
 * @param sections the optional sections of the file to keep
 * @throws for a missing file, a placeholder without a value, or a section without its end: mistakes in our templates
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
  // Characters of the line outside the placeholders.
  const others = parts.reduce((sum, part, at) => (at % 2 === 0 ? sum + part.length : sum), 0);
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return part;
      const value = fillingOf(part);
      return value instanceof Code ? value.text : toJavaScript(value, indent, others);
    })
    .join('');
}
