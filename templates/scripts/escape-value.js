//#if typed
// A saved number or boolean is sent as one, without quotes.
const isText = (name) => !/^(number|boolean)$/.test(pm.environment.get(`${name}_json_type`));
const typed = (text, name) => (__TYPED__.includes(name) && !isText(name) ? text.slice(1, -1) : text);
//#endif
const resolved = (reference, name) => pm.variables.replaceIn(String(pm.variables.get(name) ?? reference));
const escapeValue = (reference, name) => {
  const value = __VARIABLES__.includes(name) ? resolved(reference, name) : reference;
  const inJson = JSON.stringify(value).slice(1, -1);
  return inJson === value && !name.startsWith("$") ? reference : inJson;
};
