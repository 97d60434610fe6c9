pm.test(__NAME__, () => {
  const { attempt, isError } = require("lodash");
  const Ajv = require("ajv");
  const schema = __SCHEMA__;
  //#if variables
  Object.assign(schema, pm.variables.replaceIn(schema));
  //#endif
  const body = attempt(() => pm.response.json());
  if (isError(body)) throw new Error("$: expected JSON, found other text");
  const ajv = new Ajv({ allErrors: true, logger: false, unknownFormats: "ignore", jsonPointers: false });
  if (ajv.validate(schema, body)) return;
  const [{ dataPath, message }] = ajv.errors;
  throw new Error(`$${dataPath}: ${message}`);
});
