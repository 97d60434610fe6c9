import * as z from 'zod';
import { endpointList } from './endpoint-list.ts';

/** The JSON Schema (draft 7) of endpoints.yaml, for editors. */
export function endpointsSchema(): unknown {
  const schema = z.toJSONSchema(endpointList, { io: 'input', target: 'draft-7' });
  return { title: 'postmint endpoint list', ...schema };
}
