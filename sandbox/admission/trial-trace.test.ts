import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playMatch } from '#market/match/play-match.js';
import { dealt } from '#market/test/short-form.js';
import { Here } from '../here/here.js';
import { OwnPlugin } from '../here/own-plugin.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { ProcessorAllowance } from '../seats/allowance.js';
import { sandboxDealer } from '../seats/dealer.js';
import { sandboxTraders } from '../seats/traders.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { findPlugin, referencePlugins } from './find-plugin.js';
import { lateSeed } from './late-seed.js';
import { trialMarkets } from './trial-markets.js';
import { playTrial } from './trial-match.js';

const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

const [market] = trialMarkets('');
const { instance, rules } = market!;
const seed = `admission/${instance.id}`;

/** A trial of this agent as it goes in this process. */
async function traceHere(name: string): Promise<object> {
  const here = new Here(await createHighsSolver());
  const own = (agent: string): Promise<OwnPlugin> => OwnPlugin.load(agent, 'agent', here);
  const [tried, truthful] = [await own(name), await own('truthful')];
  const seats = instance.participants.filter(({ role }) => role === 'agent');
  const traders = sandboxTraders({
    ...{ pool: here, seed },
    plugins: seats.map((_, seat) => (seat % 2 === 0 ? tried : truthful)),
  });
  const passive = await OwnPlugin.load('passive', 'dealer', here);
  const dealer = sandboxDealer({ pool: here, plugin: passive, seed });
  const { outcome, rounds, closing } = await playMatch({
    ...{ ...market!, traders, dealer, seed: lateSeed(rules, seed) },
    ...{ solver: await createHighsSolver(), ledger: new MemoryLedger(), clock: { now: () => 0 } },
  });
  await Promise.all([traders.close(), dealer.close()]);
  return { outcome, rounds, closing };
}

it.each(dealt(referencePlugins('agent'), 1))(
  'a trial of %s goes exactly as in this process',
  async (name) => {
    const { trace, failures } = await playTrial(await findPlugin(name, 'agent'), 'agent', market!, {
      ...{ pool, limits, solver: await createHighsSolver() },
      allowance: new ProcessorAllowance(Infinity, 'trial'),
    });
    expect(failures).toEqual([]);
    expect(trace).toEqual(await traceHere(name));
  },
);
