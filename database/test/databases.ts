import { postgresDatabase } from './postgres-server.js';

/** Every database that an installation may have, as tests name it: what DATABASE_URL says for it; empty: a file of the data folder. */
export async function databases(): Promise<readonly (readonly [name: string, url: string])[]> {
  const postgres = await postgresDatabase();
  return [['SQLite', ''], ...(postgres === null ? [] : [['PostgreSQL', postgres] as const])];
}
