// Expected differences between two builds, for compare-wire. An entry that matches no difference is an error too.

/**
 * @typedef {object} ExplainedDifference
 * @property {RegExp} list matches the names of the lists
 * @property {'wire' | 'verdict' | 'generate' | 'check' | 'files'} what the kind of comparison
 * @property {RegExp} lines matches every line that differs, with its `-` or `+`
 * @property {string} why the fault of 0.1.0, by its number in the reading that found it, and what it was
 */

const schemaFault = 'fault 8: a JSON Schema that Postman cannot use was accepted, and failed in each run';

/** @type {readonly ExplainedDifference[]} */
export const explainedDifferences = [
  {
    list: /\(invalid-schema\)$/,
    what: 'generate',
    lines: /^-exit 0$|^-create |^\+exit 2$|^\+error invalid-schema /,
    why: schemaFault,
  },
  { list: /\(invalid-schema\)$/, what: 'files', lines: /^-|^\+$/, why: `${schemaFault}; now there are no files` },
  {
    list: /\(invalid-schema\)$/,
    what: 'check',
    lines: /^-exit 0$|^-keep |^\+exit 2$|^\+error invalid-schema /,
    why: schemaFault,
  },
  { list: /^errors\/invalid-schema/, what: 'check', lines: /^-$|^\+error invalid-schema /, why: schemaFault },
  {
    list: /^errors\/secret-in-list--later\.yaml$/,
    what: 'check',
    lines: /^-$|^\+error secret-in-list /,
    why: 'fault 3: the value of a variable that is declared as a secret further down was dropped without a word',
  },
  {
    list: /^errors\/unknown-key--planned-elsewhere\.yaml$/,
    what: 'check',
    lines: /^-error not-yet |^\+error unknown-key /,
    why: 'fault 12: "planned" was said of keys that are not planned at that place',
  },
  {
    list: /^errors\/all of them$/,
    what: 'check',
    lines: /^-error missing-file -$/,
    why: 'faults 3 and 8: a list that is refused has no files that could be missing',
  },
];
