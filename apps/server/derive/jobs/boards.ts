import { frozenFacts } from '#matches/bundles/run-head.js';
import { rootOf } from '#results/receipts/receipts.js';
import { runBoards, type RunBoards } from '#matches/runs/run-boards.js';
import { matchFacts } from '#database/stored/match-facts.js';
import { runLooks } from '#database/stored/run-looks.js';
import { storedRun } from '#database/stored/stored-run.js';
import { threadDatabase, type OfRun } from '../thread-database.js';

export interface BoardsAnswer {
  /** `RunBoards` as JSON */
  readonly boards: string;
  /** Merkle roots of the last look to anchor; null: nothing was played */
  readonly roots: { readonly matches: string; readonly submissions: string } | null;
}

/** Computes what is left to do when all matches of a run have ended: boards (resampling takes its time) and roots. */
export default async function boards({ run: id }: OfRun): Promise<BoardsAnswer> {
  const read = await threadDatabase();
  const { run, results } = await storedRun(read, id);
  const made: RunBoards = runBoards(run.definition, run.plan, results);
  const facts = await matchFacts(read, id, runLooks(run).at(-1)!);
  const frozen = frozenFacts(run.plan, run.packages ?? undefined);
  return {
    boards: JSON.stringify(made),
    roots: facts.length === 0 ? null : { matches: rootOf(facts), submissions: rootOf(frozen) },
  };
}
