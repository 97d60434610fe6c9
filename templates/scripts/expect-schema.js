pm.test(__NAME__, function () {
  // Variables in the schema's texts take their values, as everywhere.
  function resolve(value) {
    if (typeof value === "string") {
      return pm.variables.replaceIn(value);
    }
    if (Array.isArray(value)) {
      return value.map(resolve);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    return Object.keys(value).reduce(function (copy, key) {
      copy[key] = resolve(value[key]);
      return copy;
    }, {});
  }
  var body;
  try {
    body = JSON.parse(pm.response.text().replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error("$: expected JSON, found other text");
  }
  var Ajv = require("ajv");
  var ajv = new Ajv({ allErrors: true, logger: false, unknownFormats: "ignore", jsonPointers: false });
  var validate = ajv.compile(resolve(__SCHEMA__));
  if (!validate(body)) {
    var first = validate.errors[0];
    throw new Error("$" + (first.dataPath || "") + ": " + first.message);
  }
});
