// Postman inserts values into a URL as they are. "&" or "/" in a value would split it.
{
  const encode = (text, signs) =>
    text.replace(/\{\{[^{}]+\}\}/g, (name) => {
      const value = pm.variables.replaceIn(name);
      // A dynamic variable has another value each time.
      const isSame = value.search(signs) < 0 && !name.startsWith("{{$");
      return isSame ? name : value.replace(signs, encodeURIComponent);
    });
  //#if query
  pm.request.url.query.each((parameter) => {
    //#if raw
    if (__RAW__.includes(parameter.key)) return;
    //#endif
    //#if keys
    parameter.key = encode(parameter.key, /[&#%+=]/g);
    //#endif
    if (parameter.value) parameter.value = encode(parameter.value, /[&#%+]/g);
  });
  //#endif
  //#if wide
  // The values of {+name} may have several segments.
  const signsIn = (text) => (__WIDE__.includes(text) ? /[?#%\\]/g : /[?#%\\/]/g);
  //#endif
  //#if parameters
  //#if wide
  pm.request.url.variables.each((part) => Object.assign(part, { value: encode(part.value, signsIn(part.value)) }));
  //#endif
  //#if !wide
  pm.request.url.variables.each((part) => Object.assign(part, { value: encode(part.value, /[?#%\\/]/g) }));
  //#endif
  //#endif
  //#if segments
  pm.request.url.path.forEach((part, index, path) => {
    //#if wide
    path[index] = encode(part, signsIn(part));
    //#endif
    //#if !wide
    path[index] = encode(part, /[?#%\\/]/g);
    //#endif
  });
  //#endif
}
