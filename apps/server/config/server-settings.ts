import type { ServerConfig } from './server-config.js';

/** The configuration, for injection. */
export class ServerSettings {
  constructor(readonly config: ServerConfig) {}
}
