import { z } from 'zod';

export const statusSchema = z.strictObject({ status: z.string() });

/** A copy of the database. */
export const backupSchema = z.strictObject({
  file: z.string().describe("inside the server's data folder"),
  bytes: z.int(),
});
