const claims = attempt(() => JSON.parse(require("buffer").Buffer.from(token.split(".")[1], "base64").toString()));
