// Postman does not escape variables in an XML body. "<" or "&" in a value would break the XML.
{
  const { body } = pm.request;
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  const raw = body.raw.replace(/<!\[CDATA\[.*?\]\]>|\{\{([^{}]+)\}\}/gs, (part, name) => {
    const value = __VARIABLES__.includes(name) ? pm.variables.replaceIn(part) : part;
    return /[&<>"']/.test(value) && name ? value.replace(/[&<>"']/g, (sign) => escapes[sign]) : part;
  });
  if (raw !== body.raw) body.update({ mode: "raw", raw, options: { raw: { language: "xml" } } });
}
