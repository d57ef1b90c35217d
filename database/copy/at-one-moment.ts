import type { DataSource, EntityManager } from 'typeorm';

/** Lets `work` read what had been committed at one moment, whatever others write meanwhile. It writes nothing. */
export function atOneMoment<T>(source: DataSource, work: (read: EntityManager) => Promise<T>): Promise<T> {
  // Every transaction of SQLite reads one moment.
  if (source.options.type !== 'postgres') return source.transaction(work);
  return source.transaction('REPEATABLE READ', async (read) => {
    await read.query('SET TRANSACTION READ ONLY');
    // It waits while what was read is written elsewhere.
    await read.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    return work(read);
  });
}
