import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { documentOf, type SentDocument } from '../sent-document.js';

/** A league from its file. Throws `LeagueError` or a problem. */
export default async function readLeague(request: SentDocument): Promise<LeagueDefinition> {
  return leagueFrom(documentOf(request), 'league');
}
