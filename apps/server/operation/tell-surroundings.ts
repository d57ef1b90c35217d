import type { CompilerFences } from '#sandbox/compile/compiler-fences.js';
import { compilerLayers } from '#sandbox/compile/compile-plugin.js';
import { fenceNames, type Fences } from '#sandbox/processes/fences.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { messageOf } from '#market/errors.js';
import type { Logger } from '#database/fleet/logger.js';

/** Fences whose absence the operator must know of, and what it means (docs/threat-model.md). */
const WARNINGS = {
  network:
    'code that broke out of a sandbox could open network connections: this machine gives no network namespaces',
  user: "code that broke out of a sandbox would run as the server's own user: start the server as root on Linux",
} as const;

/**
 * Logs what surrounds the plugins and the ledger on this machine, and returns the fences that are missing. Null where
 * nothing can be had now: it may be had later, and runs wait for it.
 */
export async function tellSurroundings(
  logger: Logger,
  network: string,
  look = surroundings,
): Promise<readonly (keyof Fences)[] | null> {
  const found = await look().catch((error: unknown) => {
    logger.error('surroundings not found', {
      reason: messageOf(error),
      meaning:
        'no sandbox or compiler can be started here now; matches and checks wait, and go on by themselves',
    });
  });
  if (!found) return null;
  const { fences, compiler } = found;
  logger.info('surroundings', { chain: network, fences, compiler });
  for (const fence of ['network', 'user'] as const)
    if (!fences[fence]) logger.warn('sandbox fence missing', { fence, meaning: WARNINGS[fence] });
  return fenceNames.filter((fence) => !fences[fence]);
}

async function surroundings(): Promise<{ fences: Fences; compiler: CompilerFences }> {
  const pool = new SandboxPool({ spares: 0 });
  try {
    return { fences: await pool.layers(), compiler: await compilerLayers() };
  } finally {
    await pool.close();
  }
}
