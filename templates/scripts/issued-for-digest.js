// What identifies the user is secret, and is kept as a digest.
const digest = require("crypto-js").SHA256(pm.variables.replaceIn(__SECRET_USER__)).toString().slice(0, 16);
const issuedFor = `${pm.variables.replaceIn(__ISSUED_FOR__)} ${digest}`;
