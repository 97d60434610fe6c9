// Basic auth must be URL-encoded (RFC 6749, section 2.3.1). Postman does not do that. The test script undoes it.
//#if encoded-elsewhere
// Fields and headers with the same variables are sent without this encoding.
for (const list of [pm.request.headers, pm.request.body.urlencoded]) {
  list.each((field) => {
    const isEncoded = __ENCODED_VARIABLES__.some((name) => String(field.value).includes(`{{${name}}}`));
    if (isEncoded) field.value = pm.variables.replaceIn(field.value);
  });
}
//#endif
for (const name of __ENCODED_VARIABLES__) {
  const value = pm.variables.replaceIn(`{{${name}}}`);
  if (encodeURIComponent(value) !== value) pm.variables.set(name, encodeURIComponent(value));
}
