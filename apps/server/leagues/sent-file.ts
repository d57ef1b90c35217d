import type { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { DeskJobs } from '../derive/desk/desk-jobs.js';
import { addressBlock } from '../operation/address-block.js';
import type { HttpRequest } from '../problem/http.js';
import { badInput } from '../problem/problem.js';

/** What a file used up when its reading failed with these names. */
const TOO_MUCH: Readonly<Record<string, string>> = {
  SlowJobError: 'time',
  LargeJobError: 'memory',
};

/** A league or a season file as it was sent; read in a thread, since texts can be written to be slow to read. */
export async function sentFile<Job extends 'read-league' | 'read-season'>(
  desk: ThreadDesk,
  job: Job,
  { headers, ip }: HttpRequest,
  body: unknown,
): Promise<Awaited<ReturnType<DeskJobs[Job]>>> {
  const form = /^application\/(\S+\+)?json\b/i.test(headers['content-type'] ?? '') ? 'json' : 'yaml';
  const text = typeof body === 'string' ? body : '';
  const read = desk.make(job, { text, form }, { caller: addressBlock(ip) });
  return read.catch((error: unknown) => {
    const tooMuch = TOO_MUCH[(error as Error).name];
    if (tooMuch === undefined) throw error;
    const what = job === 'read-league' ? 'league' : 'season';
    throw badInput('', `is no ${what} file: reading it as ${form.toUpperCase()} takes too much ${tooMuch}`);
  });
}
