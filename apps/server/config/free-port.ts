import { createServer } from 'node:net';
import { ConfigError, type ServerConfig } from '#api/settings/server-config.js';

/** Looks whether the server can listen before anything is opened. Throws `ConfigError`. */
export async function refuseBusyPort({ host, port }: Pick<ServerConfig, 'host' | 'port'>): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((done, failed) => probe.once('error', failed).listen(port, host, done));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new ConfigError(`setting PORT: ${port}: somebody else listens there`);
    if (code === 'EACCES') throw new ConfigError(`setting PORT: ${port}: may not be listened on`);
    throw new ConfigError(`setting HOST: ${host}: cannot be listened on (${String(code)})`);
  }
  await new Promise((done) => probe.close(done));
}
