import { SandboxPool } from '#sandbox/host/sandbox-pool.js';
import type { Logger } from './logger.js';

/** Fences whose absence the operator must know of, and what it means (docs/threat-model.md). */
const WARNINGS = {
  network:
    'code that broke out of a sandbox could open network connections: this machine gives no network namespaces',
  user: "code that broke out of a sandbox would run as the server's own user: start the server as root on Linux",
} as const;

/** Logs what surrounds the plugins and the ledger on this machine. */
export async function tellSurroundings(logger: Logger, network: string): Promise<void> {
  const pool = new SandboxPool({ spares: 0 });
  const fences = await pool.layers();
  await pool.close();
  logger.info('surroundings', { chain: network, fences });
  for (const fence of ['network', 'user'] as const)
    if (!fences[fence]) logger.warn('sandbox fence missing', { fence, meaning: WARNINGS[fence] });
}
