import { PluginConsoleEntity } from '#database/entities/plugin-console.entity.js';
import type { Caller } from '../../access/access.js';
import type { ApiAnswer } from '#api/schemas.js';
import { matchesOfSubmission, type MatchesOfSubmission } from '../matches-of-submission.js';
import { withheldWords } from '../secret-scenarios.js';
import { sentText, type SentText } from '../sent-text.js';
import { threadDatabase } from '../thread-database.js';

export interface PluginConsoleRequest extends MatchesOfSubmission {
  readonly caller: Caller | null;
}

type Shown = ApiAnswer<'SubmissionConsole'>['matches'][number];

/** What a plugin wrote in its newest matches, as JSON. Of one whose words are withheld not even whether it wrote any. */
export default async function consoles(request: PluginConsoleRequest): Promise<SentText> {
  const { submission, caller } = request;
  const read = await threadDatabase();
  const played = await matchesOfSubmission(read, request);
  const shown: Shown[] = [];
  for (const { id: match, run, scenario } of played) {
    const withheld = await withheldWords(read, run, scenario, caller);
    const kept = withheld ? null : await read.findOneBy(PluginConsoleEntity, { match, submission });
    if (withheld || kept)
      shown.push({ match, withheld, lines: kept?.lines ?? [], unsaid: kept?.unsaid ?? 0 });
  }
  const answer: ApiAnswer<'SubmissionConsole'> = { submission, looked: played.length, matches: shown };
  return sentText(JSON.stringify(answer));
}
