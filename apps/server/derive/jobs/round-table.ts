import { csvOf } from '#results/export/csv.js';
import { roundTable } from '#results/export/round-table.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedRounds } from '../stored-record.js';

export interface RoundTableRequest {
  readonly databaseFile: string;
  readonly match: string;
}

/** The rounds of a match as CSV. */
export default async function table({ databaseFile, match }: RoundTableRequest): Promise<SentText> {
  return sentText(csvOf(roundTable(await storedRounds(databaseFile, match))));
}
