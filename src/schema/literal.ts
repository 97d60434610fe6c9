import * as z from 'zod';

/** Literal text: a number or true/false is taken as it is spelled. */
export const literal = z.union([z.string(), z.number(), z.boolean()]);
