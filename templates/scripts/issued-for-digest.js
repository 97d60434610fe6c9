// The value that identifies the user is secret, so only its digest is stored.
const digest = require("crypto-js").SHA256(pm.variables.replaceIn(__SECRET_USER__)).toString().slice(0, 16);
const issuedFor = `${pm.variables.replaceIn(__ISSUED_FOR__)} ${digest}`;
