/**
 * Returns why a text cannot be sent as the value of a header, in words; undefined when it can. As in Node, tabs, spaces,
 * visible ASCII and the upper half of Latin-1 are allowed.
 */
export function headerValueFault(text: string): string | undefined {
  if (/[\r\n]/.test(text)) return 'it contains a line break';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return 'it contains a control character';
  return /[^\t -~\u0080-\u00ff]/.test(text) ? 'it contains characters outside Latin-1' : undefined;
}

/**
 * Returns why a text cannot be sent as the value of a header of a request, in words; undefined when it can. Letters
 * outside ASCII are refused: runners send `é` as one byte in a request without a body, and as two in others.
 */
export function requestHeaderFault(text: string): string | undefined {
  return headerValueFault(text) ?? (/[^\t -~]/.test(text) ? 'it contains characters outside ASCII' : undefined);
}
