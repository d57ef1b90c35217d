import type { SeatBriefing } from '#market/traders.port.js';
import { orderLimits } from '#market/order/order-limits.js';
import { residentMegabytes } from '#sandbox/processes/resident-memory.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { benchInstance } from '../market/instances.js';
import { referenceSubmission } from './reference-submission.js';

export interface StartCost {
  /** from nothing, and from the pool, to a strategy created on one seat; medians, milliseconds */
  readonly coldMilliseconds: number;
  readonly warmMilliseconds: number;
  readonly memory: readonly { readonly seats: number; readonly megabytes: number }[];
}

/** What it takes to have a submission ready to play. */
export async function measureStarts(repetitions: number, seatCounts: readonly number[]): Promise<StartCost> {
  const submission = await referenceSubmission('agents/truthful');
  const { instance, rules } = await benchInstance('community', 4, 24, 'starts', 10);
  const { problem, endowment, cash } = instance.participants[0]!;
  const briefing = (seat: number): SeatBriefing => ({
    mechanism: 'bundle-trading',
    seat,
    agents: 4,
    resources: instance.resources,
    roundCap: rules.roundCap,
    closing: rules.closing,
    communication: { kind: 'synchronous' },
    problem,
    endowment,
    cash,
    fees: new Float64Array(instance.resources.length),
    limits: orderLimits(instance, rules),
  });
  const start = async (
    pool: SandboxPool,
    seats: number,
  ): Promise<{ milliseconds: number; megabytes: number }> => {
    const before = performance.now();
    const plugins = Array.from({ length: seats }, () => submission);
    const traders = sandboxTraders({ pool, plugins, seed: 'starts' });
    const results = await traders.create(plugins.map((_, seat) => briefing(seat)));
    const milliseconds = performance.now() - before;
    const failed = results.find(({ outcome }) => outcome !== 'ok');
    if (failed) throw new Error(`a reference plugin could not be started: ${JSON.stringify(failed)}`);
    const megabytes = Math.max(...pool.pids.map(residentMegabytes));
    await traders.close();
    return { milliseconds, megabytes };
  };
  const cold: number[] = [];
  const warm: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const empty = new SandboxPool({ spares: 0, kept: 0 });
    await empty.layers();
    cold.push((await start(empty, 1)).milliseconds);
    await empty.close();
    const filled = new SandboxPool({ spares: 1, kept: 0 });
    await filled.warmUp();
    warm.push((await start(filled, 1)).milliseconds);
    await filled.close();
  }
  const memory: { seats: number; megabytes: number }[] = [];
  for (const seats of seatCounts) {
    const pool = new SandboxPool({ spares: 0, kept: 0 });
    memory.push({ seats, megabytes: (await start(pool, seats)).megabytes });
    await pool.close();
  }
  return { coldMilliseconds: median(cold), warmMilliseconds: median(warm), memory };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
