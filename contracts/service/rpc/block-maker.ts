import type { JsonRpc } from './json-rpc.js';

/** Makes the next block. */
export interface BlockMaker {
  /** Makes one more block. */
  next(): Promise<void>;
  number(): Promise<number>;
}

/** A chain that mines when we say so: simulated time, `blockTime` seconds a block. */
export function ownBlocks(rpc: JsonRpc, blockTime: number): BlockMaker {
  let number: number | null = null;
  let time: number | null = null;
  const start = async (): Promise<void> => {
    const block = (await rpc.request('eth_getBlockByNumber', ['latest', false])) as {
      number: string;
      timestamp: string;
    };
    number = Number(block.number);
    time = Number(block.timestamp);
  };
  return {
    async next() {
      if (number === null || time === null) await start();
      // A full block would raise the base fee; wealth must not depend on that.
      await rpc.request('hardhat_setNextBlockBaseFeePerGas', ['0x0']);
      await rpc.request('evm_mine', [(time! += blockTime)]);
      number! += 1;
    },
    async number() {
      if (number === null) await start();
      return number!;
    },
  };
}
