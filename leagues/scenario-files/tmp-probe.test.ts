import { createHighsSolver } from '#market/lp/highs-solver.js';
import { centralProblem, jointProblem } from '#market/referee/central-problem.js';
import { loadScenario, shippedScenarios } from './load-scenario.js';
it('probe', async () => {
  const solver = await createHighsSolver();
  const names = [...(await shippedScenarios())];
  const refs = [
    'k2-m2-spread',
    'k5-m8-spread',
    'k10-m8-dealer',
    'k20-m24-spread',
    'k10-m8-spread-integer',
    'k50-m24-spread',
    'blems-example',
  ].map((n) => `/work/shared/reference/linear-${n}.json`);
  for (const name of [...names, ...refs]) {
    const s = await loadScenario(name);
    for (const seed of name.startsWith('/') ? ['1'] : ['1', '2']) {
      let t0 = performance.now();
      const d = s.draw(seed);
      const t1 = performance.now();
      let z0 = 0;
      const bad: string[] = [];
      for (const p of d.instance.participants) {
        const model = solver.createModel(jointProblem([p], p.endowment));
        const o = model.solve();
        model.dispose();
        if (o.status !== 'optimal') bad.push(p.id + o.status);
        else z0 += o.objective;
      }
      const t2 = performance.now();
      const c = centralProblem(d.instance);
      const model = solver.createModel(c);
      const o = model.solve();
      model.dispose();
      const t3 = performance.now();
      console.log(
        name,
        seed,
        'k',
        d.instance.participants.length,
        'm',
        d.instance.resources.length,
        'n',
        c.cost.length,
        'Z0',
        z0,
        o.status === 'optimal' ? o.objective : o.status,
        bad.join(' '),
        'draw',
        (t1 - t0).toFixed(0),
        'own',
        (t2 - t1).toFixed(0),
        'central',
        (t3 - t2).toFixed(0),
        o.status === 'optimal'
          ? Array.from(o.rowDuals.slice(c.sharedRow, c.sharedRow + 24), (x) => x.toFixed(3)).join(' ')
          : '',
      );
    }
  }
}, 300000);
