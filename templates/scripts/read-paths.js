const { get, isObject, nth } = require("lodash");
// A field is a name, or the steps of a path.
const next = (value, step) => (typeof step === "number" ? nth(value, step) : get(value, [step]));
const read = (field) => [field].flat().reduce(next, answer);
