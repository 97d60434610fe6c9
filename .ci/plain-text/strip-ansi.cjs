// In place of strip-ansi, in the bundle: the help has no colours.
module.exports = (text) => text;
