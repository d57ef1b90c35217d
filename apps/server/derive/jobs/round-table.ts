import { csvOf } from '#results/export/csv.js';
import { roundTable } from '#results/export/round-table.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedRounds } from '../stored-record.js';

/** The rounds of a match as CSV. */
export default async function table({ match }: { readonly match: string }): Promise<SentText> {
  return sentText(csvOf(roundTable(await storedRounds(match))));
}
