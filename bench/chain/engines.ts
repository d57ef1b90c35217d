import { ChainLedger } from '#contracts/client/chain-ledger.js';
import { chainEngines, programOf, type ChainEngine } from '#contracts/service/engines/chain-engine.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { benchMatch } from '../market/bench-match.js';

/** What one match costs the process of its chain, by who runs it. */
export interface EngineFigures {
  readonly scenario: string;
  /** processor time, milliseconds a match; null: the engine is not installed */
  readonly milliseconds: Readonly<Record<ChainEngine, number | null>>;
}

/** Plays a scenario's matches on each engine in turn, after one to warm up. Throws if results differ. */
export async function measureEngines(
  scenario: string,
  matches: number,
  solver: LpSolver,
): Promise<EngineFigures> {
  const loaded = await loadScenario(scenario);
  const milliseconds: Record<ChainEngine, number | null> = { hardhat: null, anvil: null };
  const hashes = new Set<string>();
  for (const engine of chainEngines) {
    if (!installed(engine)) continue;
    const chain = new EmbeddedChain({ engine });
    try {
      let used = 0;
      for (let match = 0; match <= matches; match++) {
        const lease = await chain.lease();
        const before = chain.processes[0]!.usage.processor;
        const ledger = new ChainLedger(lease, { match: `${scenario}/${match}` });
        const { report } = await benchMatch(loaded.draw(`${Math.max(1, match)}`), solver, '1', ledger);
        await lease.balance(lease.operator.address);
        if (match > 0) used += chain.processes[0]!.usage.processor - before;
        if (match > 0) hashes.add(`${match} ${report.resultHash}`);
        await lease.release();
      }
      milliseconds[engine] = used / matches;
    } finally {
      await chain.close();
    }
  }
  if (hashes.size !== matches) throw new Error(`${scenario}: results depend on what runs the chain`);
  return { scenario, milliseconds };
}

function installed(engine: ChainEngine): boolean {
  try {
    programOf(engine);
    return true;
  } catch {
    return false;
  }
}
