import { readFileSync } from 'node:fs';
import { dealt, isLong, testRng } from '#market/test/short-form.js';
import {
  creationGas,
  fullClearingGas,
  ordersGas,
  seatsGas,
  SMALL_CALL_GAS,
} from '#market/ledger/gas-bounds.js';
import type { ChainLease } from './service/chain.port.js';
import { EmbeddedChain } from './service/embedded-chain.js';
import { measureGas, type GasFigures } from './test/gas-figures.js';

const columns = [
  'creation',
  'seat',
  'deposit',
  'firstOrder',
  'laterOrder',
  'clearing',
  'withdrawal',
] as const;

/** Rows `| n | m | creation | seat | ... |` of the gas table in docs/chain.md. */
function documentedRows(): { n: number; m: number; gas: GasFigures }[] {
  return readFileSync('docs/chain.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim().replaceAll(',', ''));
      if (cells.length !== columns.length + 4 || !/^\d+$/.test(cells[1]!)) return [];
      const [n, m, ...figures] = cells.slice(1, -1).map(Number) as [number, number, ...number[]];
      const gas = Object.fromEntries(columns.map((column, i) => [column, figures[i]!]));
      return [{ n, m, gas: gas as unknown as GasFigures }];
    });
}

const rows = documentedRows();
const isSmall = ({ n, m }: { n: number; m: number }): boolean => n * m <= 240;
const large = rows.filter((row) => !isSmall(row));
const checked = [...rows.filter(isSmall), ...(isLong || testRng('gas').next() < 0.2 ? dealt(large, 1) : [])];

describe('gas', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  beforeAll(async () => {
    chain = await embedded.lease();
  });
  afterAll(() => embedded.close());

  it('is documented for small and large markets', () => {
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expect(checked.length).toBeGreaterThanOrEqual(3);
  });

  it.each(checked.map(({ n, m, gas }) => [n, m, gas] as const))(
    'for %i seats and %i resources is what docs/chain.md says, and below what transactions are given',
    async (n, m, documented) => {
      const measured = await measureGas(chain, n, m);
      for (const column of columns) {
        const change = measured[column] / documented[column] - 1;
        expect([column, Math.abs(change) <= 0.05, measured[column]]).toEqual([
          column,
          true,
          measured[column],
        ]);
      }
      expect(measured.creation).toBeLessThan(creationGas(m));
      expect(measured.seat * n).toBeLessThan(seatsGas(n, m));
      expect(measured.firstOrder).toBeLessThan(ordersGas(1, m));
      expect(measured.clearing).toBeLessThan(fullClearingGas(n, n, m));
      expect(Math.max(measured.deposit, measured.withdrawal)).toBeLessThan(SMALL_CALL_GAS);
    },
  );
});
