import { z } from 'zod';

/** A problem document (RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.string().meta({ example: 'urn:gridleague:problem:bad-input' }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  field: z.string().optional(),
  instance: z.string(),
  request: z.string().describe("finds it in the server's log"),
});
