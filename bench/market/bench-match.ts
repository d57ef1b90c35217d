import type { MatchRecord } from '#market/match/report/report.js';
import { runMatch } from '#matches/play/mechanisms/run-match.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { MeteredClock } from './metered-clock.js';

export interface MeteredMatch extends MatchRecord {
  /** of the play alone */
  readonly processorSeconds: number;
}

/** One match of truthful agents and a dealer, all in this process. */
export async function benchMatch(
  drawn: DrawnMarket,
  solver: LpSolver,
  seed: string,
  ledger: Ledger = new MemoryLedger(),
  dealer = 'passive',
): Promise<MeteredMatch> {
  const pool = new Here(solver);
  const truthful = await OwnPlugin.load('truthful', 'agent', pool);
  const policy = await OwnPlugin.load(dealer, 'dealer', pool);
  const clock = new MeteredClock();
  const agents = drawn.instance.participants.filter(({ role }) => role === 'agent');
  const match = await runMatch({
    id: drawn.instance.id,
    drawn,
    seed,
    plugins: agents.map(() => truthful),
    execution: 'in-process',
    dealerPlugin: policy,
    traders: sandboxTraders({ pool, plugins: agents.map(() => truthful), seed }),
    dealer: sandboxDealer({ pool, plugin: policy, seed }),
    ledger,
    solver,
    clock,
    engine: { version: '', commit: '' },
  });
  return { ...match, processorSeconds: clock.processorSeconds };
}
