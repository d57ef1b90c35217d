import { seasonFrom, type SeasonDefinition } from '#leagues/definition/season-schema.js';
import { documentOf, type SentDocument } from '../sent-document.js';

/** A season from its file. Throws `LeagueError` or a problem. */
export default async function readSeason(request: SentDocument): Promise<SeasonDefinition> {
  return seasonFrom(documentOf(request), 'season');
}
