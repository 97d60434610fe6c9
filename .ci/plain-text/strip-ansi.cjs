// Replaces strip-ansi in the bundle. The help has no colours.
module.exports = (text) => text;
