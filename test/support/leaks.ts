const WINDOW = 8;

/** What a stretch of a secret looks like in the encodings that requests, reports and pages use. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, '').slice(0, -1),
    bytes.toString('base64url').slice(0, -1),
  ];
}

/**
 * Looks for secrets in a text, independently of the code that hides them: any eight characters in a row of a secret, in
 * any encoding, with colours, line breaks and blanks taken out first, so that a wrapped secret is found as well.
 *
 * @returns the stretches that were found
 */
export function findLeaks(text: string, secrets: readonly string[]): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC
  const bare = text.replace(/\u001b\[[\d;]*m/g, '').replace(/[\s│┃|]+/g, '');
  return secrets.flatMap((secret) =>
    forms(secret).flatMap((form) => {
      const packed = form.replace(/[\s│┃|]+/g, '');
      for (let at = 0; at + WINDOW <= packed.length; at++) {
        const window = packed.slice(at, at + WINDOW);
        if (bare.includes(window)) return [window];
      }
      return [];
    }),
  );
}
