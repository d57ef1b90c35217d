import { cacheLimits } from '#api/limits/cache-limits.js';
import type { EntityManager } from 'typeorm';
import { BoundedCache } from '#database/bounded-cache.js';
import { dialectOf } from '#database/dialect.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { fullReport } from '#market/match/report/full-report.js';
import { householdType } from '#matches/compare/household-type.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { byHousehold, byOpponent, type BreakdownRow } from '#results/standings/plugin-breakdown.js';
import { knownMarket } from './energy-day.js';
import { storedReport } from './stored-record.js';

/** of a run, the first */
const MATCHES = 100;
const kept = new BoundedCache<PluginBreakdowns>(cacheLimits.breakdowns);

/** What a plugin gained in a run, by whom it met and by what it played. */
export interface PluginBreakdowns {
  /** that were looked at */
  readonly matches: number;
  /** `of`: ids of submissions */
  readonly opponents: readonly BreakdownRow[];
  /** none where nobody may know the households, or where there are none */
  readonly households: readonly BreakdownRow[];
}

/** Of a run that is over. For threads: reports are large, and markets are drawn anew. */
export function pluginBreakdowns(
  read: EntityManager,
  run: { readonly id: string; readonly finishedAt: number },
  submission: string,
): Promise<PluginBreakdowns> {
  return kept.get(JSON.stringify([run, submission]), async () => {
    const rows = await scoredMatches(read, run.id, submission);
    const results: MatchResult[] = [];
    const types = new Map<string, readonly string[]>();
    for (const { id, block, scenario, dealer, teams } of rows) {
      const report = await storedReport(id);
      if (!report) continue;
      results.push({ place: { id, block, scenario, dealer, teams }, report: fullReport(report) });
      const market = await knownMarket(id, run.id, scenario);
      types.set(id, market?.community?.households.map(householdType) ?? []);
    }
    return {
      matches: results.length,
      opponents: byOpponent(submission, results),
      households: byHousehold(submission, results, (match, seat) => types.get(match)?.[seat] ?? null),
    };
  });
}

function scoredMatches(read: EntityManager, run: string, submission: string): Promise<MatchEntity[]> {
  return read
    .createQueryBuilder(MatchEntity, 'match')
    .where("match.run = :run AND match.state = 'played' AND match.scored", { run })
    .andWhere(dialectOf(read).contains('match.teams', ':quoted'), { quoted: JSON.stringify(submission) })
    .orderBy('match.serial')
    .take(MATCHES)
    .getMany();
}
