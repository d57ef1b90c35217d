/** What one call to the chain may be; larger ones go in several. */
export const callLimits = {
  /** bytes: pools of usual clients take transactions of at most 128 KiB */
  bytes: 120_000,
  /** gas of a call of an auction, if a block has room for more: larger ones gain nothing */
  auctionGas: 30_000_000,
} as const;
