import { LeagueEntity } from '#database/entities/league.entity.js';
import { openerOf } from '#database/stored/sealed-run.js';
import { currentPackage } from '#database/stored/stored-packages.js';
import { leaguesOf, type SeasonDefinition } from '#leagues/definition/season-schema.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { conflict, ProblemError } from '../../problem/problem.js';
import { threadDatabase } from '../thread-database.js';

/** Throws a problem for a season whose leagues cannot be its own. */
export default async function checkSeason(season: SeasonDefinition): Promise<void> {
  const read = await threadDatabase();
  const sealedBy = new Map<string, string>();
  for (const id of leaguesOf(season)) {
    const league = await read.findOneBy(LeagueEntity, { id });
    if (!league || league.state === 'removed') throw unfit('unknown-league', `there is no league ${id}`);
    const { schedule, seed, scenarios, remote } = league.definition;
    if (remote !== undefined)
      throw unfit(
        'remote-league',
        `league ${id} takes remote agents: no season rests on matches that nobody can replay`,
      );
    if (schedule !== undefined)
      throw unfit('has-schedule', `league ${id} has a schedule: in a season its dates are the season's`);
    if (typeof seed === 'string')
      throw unfit(
        'not-sealed',
        `the seed of league ${id} is not sealed: what a season plays is known to nobody beforehand`,
      );
    const same = sealedBy.get(seed.sealed);
    if (same !== undefined)
      throw unfit('same-seal', `leagues ${same} and ${id} have one seal, which the first of them opens`);
    sealedBy.set(seed.sealed, id);
    const opener = await openerOf(read, seed.sealed);
    if (opener !== null) throw unfit('seal-opened', `the seal of league ${id} was opened by run ${opener}`);
    for (const name of scenarios) {
      const found = await currentPackage(read, name);
      if (!found) throw conflict('unknown-scenario', `league ${id}: there is no scenario ${name}`);
      const { days } = await openPackage(found);
      if (days && !days.held)
        throw unfit(
          'days-not-held',
          `league ${id} draws days of ${name} that everybody may train on: hold some for it (draw.days.hold)`,
        );
    }
  }
}

function unfit(code: string, detail: string): ProblemError {
  return new ProblemError(422, code, detail);
}
