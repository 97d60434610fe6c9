// Postman puts a variable into a JSON body as it is: a quote, a backslash or a line break would break the JSON.
(function () {
  var body = pm.request.body;
  var raw = body.raw;
  __VARIABLES__.forEach(function (name) {
    var value = pm.variables.replaceIn(String(pm.variables.get(name)));
    var escaped = JSON.stringify(value).slice(1, -1);
    if (escaped !== value) {
      raw = raw.split("{{" + name + "}}").join(escaped);
    }
  });
  if (raw !== body.raw) {
    body.update({ mode: "raw", raw: raw, options: { raw: { language: "json" } } });
  }
})();
