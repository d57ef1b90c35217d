import { readdirSync } from 'node:fs';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { playMatch } from '#market/match/play-match.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { centralProblem } from '#market/referee/central-problem.js';
import { loadAgent, loadDealer } from '#sandbox/in-process/load-plugin.js';
import { inProcessTraders } from '#sandbox/in-process/in-process-traders.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';

const env = process.env;
it('plays', async () => {
  const dir = '/work/shared/reference/';
  const scenarios = (env.SC ?? readdirSync(dir).filter((f) => f.startsWith('linear')).map((f) => dir + f).join(',')).split(',');
  const lines: string[] = [];
  for (const sc of scenarios) for (const agent of (env.AG ?? 'truthful,forecast,shaded,random-shading,multi-bundle,zero-intelligence').split(',')) for (const dealer of (env.DE ?? 'passive').split(',')) for (const book of (env.BOOK ?? 'rebase').split(',')) {
    const scenario = await loadScenario(sc);
    const drawn = scenario.draw('1');
    const solver = await createHighsSolver();
    const model = solver.createModel(centralProblem(drawn.instance));
    const opt = model.solve(); model.dispose();
    const z = opt.status === 'optimal' ? opt.objective : NaN;
    const before = { ...solver.statistics };
    const plugin = await loadAgent(agent);
    const traders = inProcessTraders({ solver, plugins: drawn.instance.participants.filter((p) => p.role === 'agent').map(() => plugin), seed: 'a' });
    const rules = { ...drawn.rules, ...(scenario as any).rules, book: book as any, roundCap: Number(env.CAP ?? 500), participation: Number(env.PART ?? 1) };
    const t = Date.now();
    let out: string;
    try {
      const played = await playMatch({ instance: drawn.instance, rules, seed: 'a', traders, dealer: inProcessDealer({ plugin: await loadDealer(dealer), seed: 'a' }), ledger: new MemoryLedger(), solver, clock: { now: () => Date.now() / 1000 } });
      const cost = played.seats.reduce((s, x) => s + x.cost, 0), z0 = played.seats.reduce((s, x) => s + x.costBefore, 0);
      const fails = played.seats.flatMap((s) => s.failures); 
      out = `${played.outcome} rounds ${played.rounds.length} eff ${((z0 - cost) / (z0 - z)).toFixed(9)} gap ${played.rounds.at(-1)!.gap.toExponential(2)} fails ${fails.length} ${fails[0]?.reason ?? ''} dealerfails ${played.dealer.failures.length} ${played.dealer.failures[0]?.reason ?? ''} dealercash ${(Number(played.closing.dealerCash - played.opening.dealerCash)/1e18).toFixed(3)} orders ${played.rounds.at(-1)!.openOrders}`;
    } catch (e) { out = String((e as Error).stack).slice(0, 2600); }
    const wall = (Date.now() - t) / 1000;
    lines.push(`${sc.split('/').at(-1)} ${agent} ${dealer} ${book}: ${out} ${wall.toFixed(2)}s solver ${(solver.statistics.seconds - before.seconds).toFixed(2)}s solves ${solver.statistics.solves - before.solves}`);
    await traders.close();
    process.stderr.write(lines.at(-1) + '\n');
  }
}, 600000);
