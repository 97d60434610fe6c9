const readClaims = () => JSON.parse(require("buffer").Buffer.from(token.split(".")[1], "base64").toString());
const claims = signIn.format === "jwt" ? attempt(readClaims) : {};
