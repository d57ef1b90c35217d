import { createHash } from 'node:crypto';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { ChainLease } from '../service/chain.port.js';
import { ResultsRegistry } from './results-registry.js';

const sha256 = (text: string): string => `0x${createHash('sha256').update(text).digest('hex')}`;

describe('the results registry', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  beforeAll(async () => {
    chain = await embedded.lease();
  });
  afterAll(() => embedded.close());

  it('belongs to the operator, and what is anchored stays', async () => {
    const anchor = { run: 'league/9', matches: sha256('a'), submissions: sha256('b') };
    const stranger = chain.account('nobody', 'stranger');
    await expect(new ResultsRegistry({ ...chain, operator: stranger }).anchor(anchor)).rejects.toMatchObject({
      refusal: { name: 'OwnableUnauthorizedAccount' },
    });
    await new ResultsRegistry(chain).anchor(anchor);
    await expect(
      new ResultsRegistry(chain).anchor({ ...anchor, matches: sha256('c') }),
    ).rejects.toMatchObject({
      refusal: { name: 'AlreadyAnchored' },
    });
    expect(await new ResultsRegistry(chain).anchorOf('league/9')).toEqual({
      matches: anchor.matches,
      submissions: anchor.submissions,
    });
  });
});
