import { Command, CommanderError } from 'commander';
import { exitCodeOf, explain } from './terminal/failure.js';
import { engineIdentity } from '#matches/play/engine-identity.js';
import { registerBenchmark } from './benchmark/benchmark-command.js';
import { registerChain } from './chain/chain-command.js';
import { registerCompare } from './compare/compare-command.js';
import { registerExplain } from './explain/explain-command.js';
import { registerDatabase } from './database/database-command.js';
import { registerEnv } from './env/env-command.js';
import { registerExtend } from './extend/extend-command.js';
import { registerKpis } from './kpis/kpis-command.js';
import { registerLimits } from './limits-command.js';
import { registerMechanisms } from './mechanisms/mechanisms-command.js';
import { registerPlay } from './play/play-command.js';
import { registerPlugin } from './plugin/plugin-command.js';
import { registerLeague } from './league/league-command.js';
import { registerRemote } from './remote/remote-command.js';
import { registerResults } from './results/results-command.js';
import { refuseRepetition } from './terminal/refuse-repetition.js';
import { tellMeantVerb } from './terminal/meant-verb.js';
import { registerSeason } from './season/season-command.js';
import { registerServe } from './serve/serve-command.js';
import { registerStudy } from './study/study-command.js';
import { registerScenario } from './scenario/scenario-command.js';
import { registerWorker } from './worker/worker-command.js';
import { complain, print, surviveBrokenPipes } from './terminal/output.js';

/**
 * The `gridleague` command. Verbs declare their options here and load what they need only when
 * they run. Exit codes: 0 done, 1 failed, 2 bad usage or bad input.
 */
function gridleague(): Command {
  const program = new Command('gridleague')
    .description('Competitive benchmarking of local energy markets')
    .configureHelp({ showGlobalOptions: true })
    .option('--version', 'which version and commit this is')
    .showHelpAfterError('(--help shows what can be said)')
    .configureOutput({ writeErr: (text) => complain(...text.trimEnd().split('\n')) })
    .exitOverride();
  registerPlay(program);
  registerCompare(program);
  registerExplain(program);
  registerEnv(program);
  registerScenario(program);
  registerPlugin(program);
  registerChain(program);
  registerLeague(program);
  registerExtend(program);
  registerMechanisms(program);
  registerBenchmark(program);
  registerLimits(program);
  registerKpis(program);
  registerServe(program);
  registerWorker(program);
  registerDatabase(program);
  registerStudy(program);
  registerRemote(program);
  registerSeason(program);
  registerResults(program);
  refuseRepetition(program);
  tellMeantVerb(program);
  return program;
}

/** Only who asks for the version waits for git. */
async function tellVersion(): Promise<void> {
  const { version, commit } = await engineIdentity();
  print(`gridleague ${version} (${commit}), Node ${process.version}`);
}

surviveBrokenPipes();
try {
  if (process.argv.length === 3 && process.argv[2] === '--version') await tellVersion();
  else await gridleague().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) complain(...explain(error).split('\n'));
  process.exitCode = exitCodeOf(error);
}
