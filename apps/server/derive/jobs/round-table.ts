import { csvOf } from '#results/export/csv.js';
import { roundTable } from '../../matches/round-table.js';
import { storedRounds } from '../stored-record.js';

export interface RoundTableRequest {
  readonly databaseFile: string;
  readonly match: string;
}

/** The rounds of a match as CSV. */
export default async function table({ databaseFile, match }: RoundTableRequest): Promise<string> {
  return csvOf(roundTable(await storedRounds(databaseFile, match)));
}
