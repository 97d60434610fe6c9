// In place of strip-ansi, in the bundle: the help has no colours.
export default (text) => text;
