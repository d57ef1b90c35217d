/**
 * A table that lies in a database from the first write of a copy into it until both have been compared: until then nothing but the copy
 * may use it. It is no part of the schema.
 */
export const UNFINISHED = 'unfinished_copy';

export const MARK_UNFINISHED = `CREATE TABLE IF NOT EXISTS "${UNFINISHED}" ("id" integer)`;
export const UNMARK_UNFINISHED = `DROP TABLE IF EXISTS "${UNFINISHED}"`;
