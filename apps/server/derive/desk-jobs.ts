import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { Receipt } from '#results/receipts/receipts.js';
import type { BackupRequest } from './jobs/backup.js';
import type { BoardTextRequest } from './jobs/board-text.js';
import type { BoardsAnswer, BoardsRequest } from './jobs/boards.js';
import type { BundleRequest } from './jobs/bundle.js';
import type { CheckLeagueRequest } from './jobs/check-league.js';
import type { ConvergenceFigures } from '#matches/runs/convergence-figures.js';
import type { ConvergenceRequest } from './jobs/convergence.js';
import type { DealerEffectsRequest } from './jobs/dealer-effects.js';
import type { LaidOut, LayOutOrder } from './jobs/lay-out-run.js';
import type { LeagueResultsRequest } from './jobs/league-results.js';
import type { MatchPageRequest } from './jobs/match-page.js';
import type { MatchReportRequest } from './jobs/match-report.js';
import type { PackRequest } from './jobs/paper-pack.js';
import type { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import type { Foresight } from '#matches/runs/foresee-run.js';
import type { ForeseeRequest } from './jobs/foresee-run.js';
import type { ReadScenarioRequest } from './jobs/read-scenario.js';
import type { ScenariosRequest } from './jobs/scenarios.js';
import type { ReadLeagueRequest } from './jobs/read-league.js';
import type { ReceiptRequest } from './jobs/receipt.js';
import type { RoundTableRequest } from './jobs/round-table.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import type { SentText } from './sent-text.js';

/** What the desk can do: modules of `jobs/` by name. */
export interface DeskJobs {
  'read-league': { request: ReadLeagueRequest; answer: LeagueDefinition };
  'check-league': { request: CheckLeagueRequest; answer: void };
  'lay-out-run': { request: LayOutOrder; answer: LaidOut };
  'foresee-run': { request: ForeseeRequest; answer: Foresight };
  'read-scenario': { request: ReadScenarioRequest; answer: ScenarioPackageEntity };
  scenarios: { request: ScenariosRequest; answer: readonly ApiAnswer<'ScenarioSize'>[] };
  'match-page': { request: MatchPageRequest; answer: SentText };
  'match-report': { request: MatchReportRequest; answer: SentText };
  'round-table': { request: RoundTableRequest; answer: SentText };
  receipt: { request: ReceiptRequest; answer: Receipt | null };
  'board-text': { request: BoardTextRequest; answer: SentText };
  'league-results': { request: LeagueResultsRequest; answer: SentText };
  'dealer-effects': { request: DealerEffectsRequest; answer: SentText };
  convergence: { request: ConvergenceRequest; answer: ConvergenceFigures };
  'paper-pack': { request: PackRequest; answer: void };
  bundle: { request: BundleRequest; answer: void };
  backup: { request: BackupRequest; answer: number };
  boards: { request: BoardsRequest; answer: BoardsAnswer };
}
