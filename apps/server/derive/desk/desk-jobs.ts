import type backup from '../jobs/backup.js';
import type boardText from '../jobs/board-text.js';
import type boards from '../jobs/boards.js';
import type bundle from '../jobs/bundle.js';
import type checkLeague from '../jobs/check-league.js';
import type convergence from '../jobs/convergence.js';
import type dealerEffects from '../jobs/dealer-effects.js';
import type foreseeRun from '../jobs/foresee-run.js';
import type layOutRun from '../jobs/lay-out-run.js';
import type leagueResults from '../jobs/league-results.js';
import type matchPage from '../jobs/match-page.js';
import type matchReport from '../jobs/match-report.js';
import type paperPack from '../jobs/paper-pack.js';
import type pluginFailures from '../jobs/plugin-failures.js';
import type readLeague from '../jobs/read-league.js';
import type readScenario from '../jobs/read-scenario.js';
import type receipt from '../jobs/receipt.js';
import type roundTable from '../jobs/round-table.js';
import type scenarioDetails from '../jobs/scenario-details.js';
import type scenarios from '../jobs/scenarios.js';
import type withheld from '../jobs/withheld.js';
import type trainingPackage from '../jobs/training-package.js';

/** What the desk can do: modules of `jobs/` by name. */
export interface DeskJobs {
  'read-league': typeof readLeague;
  'check-league': typeof checkLeague;
  'lay-out-run': typeof layOutRun;
  'foresee-run': typeof foreseeRun;
  'read-scenario': typeof readScenario;
  scenarios: typeof scenarios;
  withheld: typeof withheld;
  'scenario-details': typeof scenarioDetails;
  'training-package': typeof trainingPackage;
  'match-page': typeof matchPage;
  'match-report': typeof matchReport;
  'plugin-failures': typeof pluginFailures;
  'round-table': typeof roundTable;
  receipt: typeof receipt;
  'board-text': typeof boardText;
  'league-results': typeof leagueResults;
  'dealer-effects': typeof dealerEffects;
  convergence: typeof convergence;
  'paper-pack': typeof paperPack;
  bundle: typeof bundle;
  backup: typeof backup;
  boards: typeof boards;
}
