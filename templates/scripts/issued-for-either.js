// If the value that identifies the user is secret, only its digest is stored.
const digestOf = (text) => require("crypto-js").SHA256(pm.variables.replaceIn(text)).toString().slice(0, 16);
const plain = pm.variables.replaceIn(signIn.issuedFor);
const issuedFor = signIn.secretUser ? `${plain} ${digestOf(signIn.secretUser)}` : plain;
