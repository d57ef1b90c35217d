import { AbiCoder, keccak256 } from 'ethers';
import { contract } from '../abi/artifacts.js';
import { refusalError } from '../abi/contract-errors.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { Account, ChainLease } from '../service/chain.port.js';

const fees = contract('LocalFees');
const coder = AbiCoder.defaultAbiCoder();

describe('the contract that collects local fees', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  let payer: Account;
  let address: string;
  const receivers = (): string[] => ['one', 'other'].map((name) => chain.account('fees', name).address);
  const amounts = [7n, 5n];

  beforeAll(async () => {
    chain = await embedded.lease();
    payer = chain.account('fees', 'payer');
    await chain.fund([{ account: payer, amount: 100n }]);
    address = await create([payer.address]);
  });
  afterAll(() => embedded.close());

  async function create(payers: readonly string[]): Promise<string> {
    const bill = keccak256(coder.encode(['address[]', 'uint256[]'], [receivers(), amounts]));
    const argument = coder.encode(['address[]', 'bytes32[]'], [payers, payers.map(() => bill)]);
    const [receipt] = await chain.execute('fees', [
      { from: chain.operator, to: null, data: fees.bytecode + argument.slice(2), gas: 1_000_000 },
    ]);
    if (receipt!.revert !== null) throw refusalError(receipt!.revert);
    return receipt!.contract!;
  }

  /** null: it went through */
  async function pay(of: readonly bigint[], value: bigint, from = payer): Promise<string | null> {
    const data = fees.interface.encodeFunctionData('pay', [receivers(), of]);
    const [receipt] = await chain.execute('fees', [{ from, to: address, data, value, gas: 300_000 }]);
    const { revert } = receipt!;
    return revert === null ? null : (fees.interface.parseError(revert)?.name ?? revert);
  }

  it('refuses what is not the bill, not as much money, or of somebody else', async () => {
    expect(await pay([6n, 6n], 12n)).toBe('LocalFees_WrongBill');
    expect(await pay(amounts, 11n)).toBe('LocalFees_WrongAmount');
    expect(await pay(amounts, 13n)).toBe('LocalFees_WrongAmount');
    const stranger = chain.account('fees', 'stranger');
    await chain.fund([{ account: stranger, amount: 100n }]);
    expect(await pay(amounts, 12n, stranger)).toBe('LocalFees_WrongBill');
    expect(await pay([7n], 7n)).toBe('LocalFees_WrongLength');
    await expect(create([payer.address, payer.address])).rejects.toThrow();
  });

  it('pays receivers at once, once, and keeps nothing', async () => {
    expect(await pay(amounts, 12n)).toBeNull();
    expect(await Promise.all(receivers().map((one) => chain.balance(one)))).toEqual(amounts);
    expect(await chain.balance(address)).toBe(0n);
    expect(BigInt(await chain.call(address, fees.interface.encodeFunctionData('unpaid')))).toBe(0n);
    expect(await pay(amounts, 12n)).toBe('LocalFees_WrongBill');
  });
});
