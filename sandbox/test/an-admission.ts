import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { admit, type AdmissionOptions } from '../admission/admit.js';
import { trialMarkets } from '../admission/trial-markets.js';
import type { AdmissionVerdict } from '../admission/verdict.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { patientLimits as limits } from './patient-limits.js';

/** One small market, for tests that are not about the others. */
export const oneMarket = trialMarkets('').slice(0, 1);

type Admit = (
  source: Uint8Array | string,
  options?: Partial<AdmissionOptions>,
  file?: string,
) => Promise<AdmissionVerdict>;

/** Admits plugins in a pool that the tests of a file share, with limits for a busy machine. */
export function admission(): Admit {
  let solver: LpSolver;
  const pool = new SandboxPool({ spares: 0 });
  beforeAll(async () => {
    solver = await createHighsSolver();
  });
  afterAll(() => pool.close());
  return (source, options, file = 'plugin.ts') =>
    admit(Buffer.from(source), file, { solver, pool, limits, ...options });
}

/** An agent with this `bid`. */
export const agent = (bid: string, module = ''): string =>
  [
    "import { defineAgent } from '@gridleague/sdk';",
    module,
    'export default defineAgent({',
    "  name: 'tried',",
    '  create: () => ({',
    `    bid(view, tools) { ${bid} },`,
    '  }),',
    '});',
  ].join('\n');

/** The first check that failed, as `name: message`. */
export const complaint = ({ checks }: AdmissionVerdict): string => {
  const failed = checks.find(({ passed }) => !passed);
  return failed ? `${failed.name}: ${failed.message}` : 'none';
};
