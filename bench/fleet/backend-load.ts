import { readFileSync } from 'node:fs';
import type { Database } from '#database/database.js';

/** Clock ticks of Linux a second. */
const TICKS = 100;

/** Processor time that the database's processes for us have used so far, s; null: it runs elsewhere. */
export async function backendSeconds({ read }: Database): Promise<number | null> {
  const rows = await read.query<{ pid: number }[]>(
    `SELECT "pid" FROM pg_stat_activity WHERE "datname" = current_database()`,
  );
  try {
    return rows.reduce((sum, { pid }) => sum + processorTicks(pid) / TICKS, 0);
  } catch {
    return null;
  }
}

/** In user and system mode. */
function processorTicks(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
