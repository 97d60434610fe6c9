// These braces are text, which no variable replaces.
const literal = __LITERAL__;
const replaceIn = (value, [braces, ...others] = literal) => {
  if (typeof value !== "string" || braces === undefined) return pm.variables.replaceIn(value);
  return value
    .split(braces)
    .map((part) => replaceIn(part, others))
    .join(braces);
};
