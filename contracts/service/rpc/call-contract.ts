import { RevertedCallError } from '../../abi/contract-errors.js';
import { JsonRpcError, type JsonRpc } from './json-rpc.js';

/** Reads the latest state; throws `RevertedCallError` with the contract's own error. */
export async function callContract(rpc: JsonRpc, to: string, data: string): Promise<string> {
  try {
    return (await rpc.request('eth_call', [{ to, data }, 'latest'])) as string;
  } catch (error) {
    if (error instanceof JsonRpcError && error.data) throw new RevertedCallError(error.data);
    throw error;
  }
}
