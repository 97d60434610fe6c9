// Postman does not escape variables in an XML body. "<" or "&" in a value would break the XML.
{
  const { body } = pm.request;
  const escapes = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "\n": "&#10;",
    "\r": "&#13;",
  };
  const raw = body.raw.replace(/<!\[CDATA\[.*?\]\]>|\{\{([^{}]+)\}\}/gs, (part, name) => {
    //#if cdata
    // Nothing is escaped in a CDATA section, but a value must not end it.
    if (!name) {
      const inside = pm.variables.replaceIn(part.slice(9, -3));
      return inside.includes("]]>") ? `<![CDATA[${inside.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : part;
    }
    //#endif
    if (!__VARIABLES__.includes(name)) return part;
    const value = pm.variables.replaceIn(part);
    const inXml = value.replace(/[&<>"'\n\r]/g, (sign) => escapes[sign]);
    return inXml === value && !name.startsWith("$") ? part : inXml;
  });
  if (raw !== body.raw) body.update({ mode: "raw", raw, options: { raw: { language: "xml" } } });
}
