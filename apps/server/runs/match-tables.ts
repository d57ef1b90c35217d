import { Injectable } from '@nestjs/common';
import { csvLine } from '#results/export/csv.js';
import type { Cell } from '#results/standings/board-table.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { MatchEntity, plannedMatch } from '#database/entities/match.entity.js';
import type { RunEntity } from '#database/entities/run.entity.js';
import { othersTurn } from '../operation/others-turn.js';

/** Rows read at once: a few milliseconds. */
const STEP = 100;

const RESULT_COLUMNS = [
  ...['id', 'block', 'scenario', 'dealer', 'teams', 'mechanism', 'scored', 'state', 'outcome'],
  ...['rounds'],
  ...['efficiency', 'resultHash'],
];
const DESIGN_COLUMNS = ['match', 'block', 'scenario', 'dealer', 'seed', 'scored'];

/** A row as the database gives it. */
type StoredMatch = Omit<MatchEntity, 'teams' | 'scored'> & {
  readonly teams: string;
  readonly scored: number | boolean;
};

function matchOf({ teams, scored, ...row }: StoredMatch): MatchEntity {
  return { ...row, teams: JSON.parse(teams) as string[], scored: Boolean(scored) };
}

/** All matches of a run as CSV, written while they are read: there may be very many. */
@Injectable()
export class MatchTables {
  constructor(private readonly database: Database) {}

  results(run: string): AsyncGenerator<string> {
    return this.lines(run, RESULT_COLUMNS, (match) => [
      ...[match.id, match.block, match.scenario, match.dealer, match.teams.join(' + '), match.mechanism],
      match.scored,
      ...[match.state, match.outcome, match.rounds, match.efficiency, match.resultHash],
    ]);
  }

  /** One row a match, with the team in every seat group; short line-ups leave cells empty. */
  design({ id, plan }: RunEntity): AsyncGenerator<string> {
    const groups = Array.from({ length: plan.seatsNeeded }, (_, g) => g);
    return this.lines(id, [...DESIGN_COLUMNS, ...groups.map((g) => `group ${g + 1}`)], (match) => {
      const { id, block, scenario, dealer, seed, scored, teams } = plannedMatch(match);
      return [...[id, block, scenario, dealer, seed, scored], ...groups.map((g) => teams[g] ?? '')];
    });
  }

  private async *lines(
    run: string,
    columns: readonly string[],
    cellsOf: (match: MatchEntity) => readonly Cell[],
  ): AsyncGenerator<string> {
    yield csvLine(columns);
    for (let last = 0; ; await othersTurn()) {
      const rows = await rowsOf<StoredMatch>(
        this.database.read,
        `SELECT * FROM "match" WHERE "run" = ?1 AND "serial" > ?2 ORDER BY "serial" LIMIT ${STEP}`,
        [run, last],
      );
      yield rows.map((row) => csvLine(cellsOf(matchOf(row)))).join('');
      if (rows.length < STEP) return;
      last = rows.at(-1)!.serial;
    }
  }
}
