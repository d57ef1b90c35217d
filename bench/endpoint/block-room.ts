/** What blocks were used for. */
export interface BlockRoom {
  readonly blocks: number;
  /** gas used, of all that there was */
  readonly used: number;
  /** blocks of which less than a tenth was left */
  readonly full: number;
  /** gas of the fullest, of its limit */
  readonly most: number;
}

const FULL = 0.9;

interface Block {
  readonly gasUsed: string;
  readonly gasLimit: string;
}

/** Of blocks `first` to `last`. */
export async function blockRoom(url: string, first: number, last: number): Promise<BlockRoom> {
  const shares: number[] = [];
  for (let number = first; number <= last; number++) {
    const { gasUsed, gasLimit } = await blockOf(url, number);
    shares.push(Number(gasUsed) / Number(gasLimit));
  }
  return {
    blocks: shares.length,
    used: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    full: shares.filter((share) => share >= FULL).length,
    most: Math.max(...shares),
  };
}

/** With what matches have no use for. */
async function blockOf(url: string, number: number): Promise<Block> {
  const params = [`0x${number.toString(16)}`, false];
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await response.json()) as { readonly result: Block }).result;
}
