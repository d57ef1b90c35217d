import { balancedLineUps } from './line-ups.js';
import { dealSeatGroups } from './seat-groups.js';
test('x', () => {
  for (let v = 3; v <= 40; v++)
    for (let k = 2; k <= Math.min(v, 8); k++) {
      const t = performance.now();
      try {
        const d = balancedLineUps(v, k);
        const g = dealSeatGroups(d.lineUps, k);
        const t2 = performance.now() - t;
        if (t2 > 300 || d.lineUps.length > 800)
          console.log(v, k, d.kind, d.lineUps.length, d.meetings, Math.round(t2), g.length);
      } catch (e) {
        console.log(v, k, String(e), Math.round(performance.now() - t));
      }
    }
});
