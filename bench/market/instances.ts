import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';

export type InstanceKind = 'random' | 'community';

/** A market of `agents` agents and `resources` resources; its match stops after `roundCap` rounds. */
export async function benchInstance(
  kind: InstanceKind,
  agents: number,
  resources: number,
  seed: string,
  roundCap: number,
): Promise<DrawnMarket> {
  const id = `bench-${kind}-k${agents}-m${resources}`;
  const document = {
    id,
    kind,
    roundCap,
    ...(kind === 'random' ? randomFields(agents, resources) : communityFields(agents, resources)),
  };
  return (await scenarioFrom(document, id)).draw(seed);
}

function randomFields(agents: number, resources: number): object {
  return { agents, resources, rows: 4, columns: 8, endowments: 'spread' };
}

/** A day in as many periods as there are resources: half of the homes with a roof, every fourth with a battery. */
function communityFields(agents: number, periods: number): object {
  const group = (id: string, share: number, more: object): object[] => {
    const count = Math.round(agents * share);
    return count > 0 ? [{ id, count, load: { annualEnergy: [2000, 5000] }, ...more }] : [];
  };
  return {
    start: '2025-06-10',
    step: periods > 24 ? 'PT15M' : 'PT1H',
    periods,
    households: [
      ...group('plain', 0.5, {
        appliances: [{ id: 'washing', energy: 1.2, power: 2, from: '08:00', to: '20:00' }],
      }),
      ...group('roof', 0.25, { pv: { peakPower: [3, 8] } }),
      ...group('battery', 0.25, {
        pv: { peakPower: [4, 8] },
        battery: { capacity: [5, 10], power: 4 },
      }),
    ],
    grid: { retail: 0.32, feedIn: 0.08 },
    localFee: 0.04,
  };
}
