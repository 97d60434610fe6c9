pm.test(__NAME__, function () {
  var typed = __TYPED__;
  function typeOf(value) {
    return value === null ? "null" : Array.isArray(value) ? "a list of " + value.length : typeof value;
  }
  function show(value) {
    return typeof value === "object" && value !== null ? typeOf(value) : JSON.stringify(value);
  }
  function resolve(text) {
    var name = (/^\{\{([^{}]+)\}\}$/.exec(text) || [])[1];
    var value = pm.variables.replaceIn(text);
    if (typed.indexOf(name) === -1) {
      return value;
    }
    try {
      return JSON.parse(value);
    } catch (error) {
      return value;
    }
  }
  // The first place that differs. A map may have more keys than expected; a list may not have more items.
  function difference(expected, found, path) {
    if (typeof expected === "string") {
      return resolve(expected) === found ? "" : path + ": expected " + show(expected) + ", found " + typeOf(found);
    }
    if (typeof expected !== "object" || expected === null) {
      return expected === found ? "" : path + ": expected " + show(expected) + ", found " + typeOf(found);
    }
    if (Array.isArray(expected)) {
      if (!Array.isArray(found) || found.length !== expected.length) {
        return path + ": expected a list of " + expected.length + ", found " + typeOf(found);
      }
      for (var i = 0; i < expected.length; i++) {
        var item = difference(expected[i], found[i], path + "[" + i + "]");
        if (item) {
          return item;
        }
      }
      return "";
    }
    if (typeof found !== "object" || found === null || Array.isArray(found)) {
      return path + ": expected object, found " + typeOf(found);
    }
    var keys = Object.keys(expected);
    for (var k = 0; k < keys.length; k++) {
      var key = keys[k];
      var step = /^[A-Za-z_]\w*$/.test(key) ? "." + key : "[" + JSON.stringify(key) + "]";
      if (!Object.hasOwn(found, key)) {
        return path + step + ": expected " + show(expected[key]) + ", found nothing";
      }
      var value = difference(expected[key], found[key], path + step);
      if (value) {
        return value;
      }
    }
    return "";
  }
  var body;
  try {
    body = JSON.parse(pm.response.text().replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error("$: expected JSON, found other text");
  }
  var message = difference(__EXPECTED__, body, "$");
  if (message) {
    throw new Error(message);
  }
});
