import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dealt } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import { admission, complaint, oneMarket } from '../test/an-admission.js';
import { referencePlugins } from './find-plugin.js';

const admitted = admission();

describe('admission of bidders', () => {
  it.each(dealt(referencePlugins('bidder'), 1))('admits the reference bidder %s', async (name) => {
    const verdict = await admitted(
      readFileSync(resolve(projectRoot, `plugins/bidders/${name}.ts`)),
      {},
      `${name}.ts`,
    );
    expect(complaint(verdict)).toBe('none');
    expect(verdict).toMatchObject({ passed: true, name, kind: 'bidder' });
    expect(verdict.checks.at(-2)!.message).toBe('trial-auction: 24 periods\ntrial-fair: 48 periods');
    expect(verdict.traceHash).toMatch(/^[0-9a-f]{64}$/);
  });

  const bidder = (order: string): string =>
    `import { defineBidder } from '@gridleague/sdk';
     export default defineBidder({ name: 'tried', create: () => ({ order(view) { ${order} } }) });`;

  it('tells its author which period went wrong, or which probe', async () => {
    const late = await admitted(bidder("if (view.period === 30) throw new Error('late'); return null;"));
    expect(complaint(late)).toMatch(/trial-fair, period 31: threw: Error: late \(plugin.ts:2:\d+\)/);
    const wrong = await admitted(bidder('return { price: view.amount };'));
    expect(complaint(wrong)).toMatch(/order\(\) with something to buy, a double auction: invalid-output/);
  });

  it('tries it in no market that is no auction', async () => {
    const verdict = await admitted(bidder('return null;'), { also: oneMarket });
    expect(complaint(verdict)).toMatch(/a bidder plays double auctions/);
  });
});
