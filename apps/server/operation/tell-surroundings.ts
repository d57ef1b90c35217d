import { compilerLayers } from '#sandbox/compile/compile-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import type { Logger } from './logger.js';

/** Fences whose absence the operator must know of, and what it means (docs/threat-model.md). */
const WARNINGS = {
  network:
    'code that broke out of a sandbox could open network connections: this machine gives no network namespaces',
  files:
    'a flaw in the compiler could read what the server can: this machine gives no empty root (user namespaces, or root with chroot)',
  user: "code that broke out of a sandbox would run as the server's own user: start the server as root on Linux",
} as const;

/** Logs what surrounds the plugins and the ledger on this machine. */
export async function tellSurroundings(logger: Logger, network: string): Promise<void> {
  const pool = new SandboxPool({ spares: 0 });
  const fences = await pool.layers();
  await pool.close();
  const compiler = await compilerLayers();
  logger.info('surroundings', { chain: network, fences, compiler });
  const has = { ...fences, files: compiler.engineRoot !== 'none' };
  for (const fence of ['network', 'user', 'files'] as const)
    if (!has[fence]) logger.warn('sandbox fence missing', { fence, meaning: WARNINGS[fence] });
}
