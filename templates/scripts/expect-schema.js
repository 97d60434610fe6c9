pm.test(__NAME__, function () {
  var body;
  try {
    body = JSON.parse(pm.response.text().replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error("$: expected JSON, found other text");
  }
  var Ajv = require("ajv");
  var ajv = new Ajv({ allErrors: true, logger: false, unknownFormats: "ignore", jsonPointers: false });
  var validate = ajv.compile(__SCHEMA__);
  if (!validate(body)) {
    var first = validate.errors[0];
    throw new Error("$" + (first.dataPath || "") + ": " + first.message);
  }
});
