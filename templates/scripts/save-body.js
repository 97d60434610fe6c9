pm.test(__NAME__, () => {
  // Clear the value of an earlier run.
  pm.environment.set(__VARIABLE__, "");
  const { attempt, isError, isPlainObject } = require("lodash");
  const path = __PATH__;
  const text = pm.response.text().replace(/^\uFEFF/, "");
  const body = attempt(JSON.parse, text);
  if (isError(body)) throw new Error("$: expected JSON, found other text");
  const find = (json) =>
    __STEPS__.reduce((value, step) => {
      //#if index
      if (typeof step === "number") return Array.isArray(value) ? value.at(step) : undefined;
      //#endif
      return isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }, json);
  const value = find(body);
  if (value === undefined) throw new Error(`${path}: expected a value to save, found nothing`);
  if (value === null) throw new Error(`${path}: expected a value to save, found null`);
  if (typeof value === "object") {
    throw new Error(`${path}: expected a value to save, found ${Array.isArray(value) ? "a list" : "an object"}`);
  }
  // Save a number with all its digits: JSON.parse would round 12345678901234567890, and change 1.10 to 1.1.
  const asTexts = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (part) => (part[0] === '"' ? part : `"${part}"`));
  const saved = typeof value === "number" ? find(JSON.parse(asTexts)) : String(value);
  if (saved.includes("{{")) throw new Error(`${path}: the value contains {{, which Postman would read as a variable`);
  pm.environment.set(__VARIABLE__, saved);
  //#if typed
  pm.environment.set(__TYPE_VARIABLE__, typeof value);
  //#endif
});
