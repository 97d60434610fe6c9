import type * as z from 'zod';
import { requestEntry } from './endpoint.ts';
import { retryEntry, settingsEntry } from './entry/sending.ts';
import { expectation } from './expectation.ts';
import { longBodySave } from './save.ts';

/**
 * Descriptions of texts with a fixed form, for messages about a wrong type. "Expected text" would make users put a number
 * into quotes, which is still wrong.
 */
export const textForms: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [expectation.shape.time, 'a time such as 500ms or 2s'],
  [requestEntry.shape.request, 'a method and a path such as GET /users'],
  [longBodySave.shape.path, 'a path such as $.id'],
  [retryEntry.shape.every, 'a time such as 3s'],
  [settingsEntry.shape.timeout, 'a time such as 3s'],
  [settingsEntry.shape.max_response, 'a size such as 50MB'],
  [requestEntry.shape.retry, 'a map such as { times: 20, every: 3s }'],
]);
