// Differences that compare-wire may find, each with the fault that explains it. A row without a difference fails too.

/**
 * @typedef {object} ExplainedDifference
 * @property {RegExp} list the names of the lists
 * @property {'wire' | 'verdict' | 'generate' | 'check' | 'files'} what what differs
 * @property {RegExp} lines matches every line that differs, with its `-` or `+`
 * @property {string} why the fault, by its number in the notes of the release, and what changed
 */

/** @type {readonly ExplainedDifference[]} */
export const explainedDifferences = [];
