/** Parts of a description that a list does not have. */

/** Why a part is omitted, as the summary says it. The order is that of the summary. */
export const reasons = {
  callback: 'callbacks: requests that the server sends',
  webhook: 'webhooks: requests that the server sends',
  link: 'links between answers',
  'other-media': 'further media types of bodies and answers',
  'other-answer': 'answers that are not the expected one, without an example',
  'answer-header': 'headers of answers',
  'answer-schema': 'schemas of answers (add them with --schemas)',
  'body-schema': 'schemas of bodies and parameters, of which an example is made',
  'other-tag': 'further tags (the list has them, for --tag)',
  'other-server': 'servers without a host, or that --base-url replaces',
  'other-example': 'further examples of a body or parameter',
  'large-example': 'examples that are too large',
  'secret-example': 'examples and descriptions with something like a secret in them',
  'long-number': 'examples with numbers that JavaScript would round',
  'unfit-example': 'examples that do not match their schema',
  'ignored-parameter': 'headers that the body or the sign-in sets',
  'optional-cookie': 'optional cookies of requests that need another cookie',
  server: 'servers of single operations: those of the list, further ones, and variables of their URLs',
  'operation-id': 'ids of operations that have a summary (import keeps them for --update)',
  'answer-description': 'descriptions of answers',
  documentation: 'links to documentation',
  extension: 'extensions (x-…)',
  other: 'other keys without a meaning in a list',
} as const;

/** Why a part is omitted. */
export type Reason = keyof typeof reasons;

/** The parts that were omitted. A part includes everything inside it. */
export class Omissions {
  private readonly pointers = new Map<Reason, string[]>();

  /** Notes that the part at a JSON pointer is omitted. */
  add(reason: Reason, pointer: string): void {
    const known = this.pointers.get(reason);
    if (known) known.push(pointer);
    else this.pointers.set(reason, [pointer]);
  }

  /** Returns the omitted parts by reason, in the order of the summary. */
  list(): { reason: Reason; what: string; pointers: readonly string[] }[] {
    return (Object.keys(reasons) as Reason[]).flatMap((reason) => {
      const pointers = this.pointers.get(reason);
      return pointers ? [{ reason, what: reasons[reason], pointers }] : [];
    });
  }
}
