const [address, query = ""] = tokenRequest.url.split("?");
const encode = (name) => encodeURIComponent(pm.variables.replaceIn(name));
request.url = [pm.variables.replaceIn(address), query.replace(/\{\{[^{}]+\}\}/g, encode)].filter(Boolean).join("?");
