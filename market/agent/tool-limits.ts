/**
 * What a strategy may ask a tool for. Plugins' isolates hold this file too, so it imports nothing (rule `the-guest-stands-alone`).
 */
export const toolLimits = {
  /** bundles of one `bestBundles` */
  bundles: 64,
} as const;
