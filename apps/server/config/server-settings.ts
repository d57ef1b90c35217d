import type { ServerConfig } from '#api/settings/server-config.js';

/** The configuration, for injection. */
export class ServerSettings {
  constructor(readonly config: ServerConfig) {}
}
