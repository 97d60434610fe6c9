// A map may have more keys than expected; a list must have the same length. Values of the answer are not printed.
function compare(expected, found, path) {
  if (expected !== null && typeof expected === "object" && typeOf(expected) === typeOf(found)) {
    for (const key of Object.keys(expected)) {
      const step = Array.isArray(expected) ? `[${key}]` : /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `["${key}"]`;
      compare(expected[key], Object.hasOwn(found, key) ? found[key] : undefined, path + step);
    }
  } else if (found !== resolve(expected)) {
    const shown = typeof expected === "object" ? typeOf(expected) : JSON.stringify(expected);
    throw new Error(`${path}: expected ${shown}, found ${typeOf(found)}`);
  }
}
function typeOf(value) {
  //#if typed
  if (typeof value === "string" && value.startsWith("\u0000")) return "number";
  //#endif
  return value === null ? "null" : Array.isArray(value) ? `a list of ${value.length}` : typeof value;
}
