// What identifies the user may be secret, and is then kept as a digest.
const digestOf = (text) => require("crypto-js").SHA256(pm.variables.replaceIn(text)).toString().slice(0, 16);
const plain = pm.variables.replaceIn(signIn.issuedFor);
const issuedFor = signIn.secretUser ? `${plain} ${digestOf(signIn.secretUser)}` : plain;
