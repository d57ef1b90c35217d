import { setTimeout as delay } from 'node:timers/promises';
import type { JsonRpc } from './json-rpc.js';

/** Who makes the next block. */
export interface BlockMaker {
  /** Makes or waits for one more block. */
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

/** Pause between two looks at somebody else's chain, milliseconds. */
const LOOK_EVERY = 40;

/**
 * A chain that makes blocks by itself. One that mines only when there is a transaction would never
 * move on for a round without orders: after `patience` looks, `nudge` sends an empty one, once.
 */
export function foreignBlocks(rpc: JsonRpc, nudge: () => Promise<void>, patience = 5): BlockMaker {
  const number = async (): Promise<number> => Number(await rpc.request('eth_blockNumber'));
  return {
    number,
    async next() {
      const before = await number();
      for (let looks = 1; (await number()) === before; looks++) {
        if (looks === patience) await nudge();
        await delay(LOOK_EVERY);
      }
    },
  };
}
