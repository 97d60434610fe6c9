import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { savedPart } from './saved-part.ts';

/** Most repetitions of a part: `x{1000000}` must not fill the memory. */
const MOST_REPEATS = 1000;

/** Letters in which a value looks natural, and other characters that a set may require. */
const characters = [
  ...'avxe0127-_/.:;, "<>=&#@+!?%*()[]{}|~$^\'`\\\n\t',
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZbcdfghijklmnopqrstuwyz',
];

/**
 * Returns a text that a regular expression matches, for the answer of a request that saves a part of it; undefined if none
 * is found, for example for a pattern with lookaheads that contradict each other.
 *
 * @param value a text that is tried for the part to save: the first group, or the whole text without a group
 * @example samplePattern('name="csrf" value="([^"]+)"', 'x1') // 'name="csrf" value="x1"'
 */
export function samplePattern(pattern: string, value: string): string | undefined {
  let parsed: AST.Pattern;
  try {
    parsed = new RegExpParser().parsePattern(pattern);
  } catch {
    return undefined;
  }
  const whole = new Sampler(value).alternatives(parsed.alternatives);
  const hasGroup = whole !== undefined && (new RegExp(pattern).exec(whole)?.length ?? 0) > 1;
  const candidates = [...(hasGroup ? [] : [value]), whole, new Sampler(undefined).alternatives(parsed.alternatives)];
  return candidates.find((text) => text !== undefined && (savedPart(pattern, text) ?? '') !== '');
}

/** Makes a text for each part of a pattern: the first alternative, and as few repetitions as possible. */
class Sampler {
  /** The texts of the capturing groups so far. */
  private readonly groups = new Map<AST.CapturingGroup, string>();
  /** The text of the first group; undefined to make it like any other. */
  private first: string | undefined;

  constructor(first: string | undefined) {
    this.first = first;
  }

  alternatives(all: readonly AST.Alternative[]): string | undefined {
    for (const { elements } of all) {
      const texts = elements.map((element) => this.element(element));
      if (texts.every((text) => text !== undefined)) return texts.join('');
    }
    return undefined;
  }

  private element(element: AST.Element): string | undefined {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return characters.find((character) => new RegExp(`^${element.raw}$`).test(character));
      case 'Quantifier': {
        // A part that may be absent makes a better value if it is there.
        const times = Math.min(Math.max(element.min, Math.min(1, element.max)), MOST_REPEATS);
        const text = this.element(element.element as AST.Element);
        return text === undefined ? (element.min === 0 ? '' : undefined) : text.repeat(times);
      }
      case 'Group':
        return this.alternatives(element.alternatives);
      case 'CapturingGroup': {
        const own = this.first;
        this.first = undefined;
        const text = own ?? this.alternatives(element.alternatives);
        if (text !== undefined) this.groups.set(element, text);
        return text;
      }
      case 'Backreference': {
        const { resolved } = element;
        return this.groups.get(Array.isArray(resolved) ? (resolved[0] as AST.CapturingGroup) : resolved) ?? '';
      }
      default:
        // Assertions, such as the start of the text, need no characters.
        return '';
    }
  }
}
