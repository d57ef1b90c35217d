/** @short-form 1/5; each time: admit.test.ts, sandbox/seats/bidders.test.ts */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dealt } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import { admission, complaint, oneMarket } from '../test/an-admission.js';
import { referencePlugins } from './find-plugin.js';
import { trialAuctions } from './trial-auction.js';

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
    expect(verdict.checks.at(-2)!.message).toBe(
      'trial-auction: 24 periods\ntrial-fair: 48 periods\ntrial-homes: 8 periods',
    );
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

  it('tries it at homes that plan, which are told what they hold and held to what they can honour', async () => {
    const told = await admitted(
      bidder(
        'if (view.home) throw new Error(`${view.home.holding.length} of ${view.home.most}`); return null;',
      ),
    );
    expect(complaint(told)).toMatch(/trial-homes, period 1: threw: Error: 8 of 45000/);
    const boasting = await admitted(
      bidder('return view.home ? { price: 0, amount: view.home.most } : null;'),
    );
    expect(complaint(boasting)).toMatch(/trial-homes, period \d: (refused-order|invalid-output)/);
  });

  it('tries it in auctions that are named, and agents in none', async () => {
    const [auction] = trialAuctions();
    const named = { ...auction!, id: 'mine' };
    const fine = await admitted(bidder('return null;'), { also: [named] });
    expect(complaint(fine)).toBe('none');
    expect(fine.checks.find(({ name }) => name === 'matches')!.message).toMatch(/mine: 24 periods$/);
    const agent = readFileSync(resolve(projectRoot, 'plugins/agents/truthful.ts'));
    const strange = await admitted(agent, { also: [named] }, 'truthful.ts');
    expect(complaint(strange)).toMatch(/mine is a double auction, which bidders play/);
  });

  it('tries it in no market that is no auction', async () => {
    const verdict = await admitted(bidder('return null;'), { also: oneMarket });
    expect(complaint(verdict)).toMatch(/a bidder plays double auctions/);
  });
});
