import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { endpointSettings } from '#contracts/service/foreign/endpoint-settings.js';
import { databaseOf, faultOfDatabase } from '#database/address.js';
import type { DatabaseAddress } from '#database/address.js';
import { chainEngines, type ChainEngine } from '#contracts/service/engines/chain-engine.js';
import { GridLeagueError } from '#market/errors.js';
import { REMOTE_SECONDS } from '#sandbox/elsewhere/remote-agent.js';

/** A setting that cannot be used. */
export class ConfigError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-input';
}

const number = (low: number, high: number): z.ZodType<number> => z.coerce.number().int().min(low).max(high);

const databaseSetting = z.string().superRefine((setting, context) => {
  const message = faultOfDatabase(setting);
  if (message !== null) context.addIssue(message);
});

/** Every setting of the server: its name in the environment, its default and what it may be. */
export const settings = z.object({
  /** TCP port of page and API; 0: any free one */
  PORT: number(0, 65_535).default(3000),
  /** address to listen on; anything but loopback makes the server reachable from outside */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** folder of the database, the admin token and everything else that must survive */
  GRIDLEAGUE_DATA: z.string().min(1).default('var'),
  /** the administrator's token; default: made at the first start and kept in `<data>/admin-token` */
  GRIDLEAGUE_ADMIN_TOKEN: z.string().min(16, 'needs 16 characters or more').optional(),
  /** match worker processes of the server itself; 0: it leaves matches to others (`worker`) */
  GRIDLEAGUE_WORKERS: number(0, 256).default(Math.max(1, cpus().length - 1)),
  /** `sqlite:<file>`, or `postgres://…` of a server; default: gridleague.sqlite in the data folder */
  DATABASE_URL: databaseSetting.optional(),
  /** what runs the embedded chain: anvil takes less processor time, and must be installed (docs/chain.md) */
  CHAIN_ENGINE: z.enum(chainEngines).default('hardhat'),
  /** embedded chains side by side, each in a process of its own */
  GRIDLEAGUE_CHAINS: number(1, 64).default(1),
  /** JSON-RPC endpoint of a chain; default: the embedded one */
  CHAIN_RPC_URL: z.url().optional(),
  ...endpointSettings,
  /** a worker that is silent for so many seconds is taken for lost */
  GRIDLEAGUE_SILENCE_SECONDS: number(5, 86_400).default(300),
  /** seconds in which no match of another process is taken back: after a start, and after the database was away */
  GRIDLEAGUE_GRACE_SECONDS: number(0, 86_400).default(120),
  /** writes (POST, PUT, PATCH, DELETE) that one address may send in a minute */
  GRIDLEAGUE_WRITES_PER_MINUTE: number(1, 1_000_000).default(120),
  /** replays of matches that one address may ask for in an hour */
  GRIDLEAGUE_REPLAYS_PER_HOUR: number(1, 1_000_000).default(240),
  /** event streams of runs that one address may hold open */
  GRIDLEAGUE_STREAMS_PER_ADDRESS: number(1, 100_000).default(50),
  /** seconds that one attempt to check a submission may take */
  GRIDLEAGUE_ADMISSION_SECONDS: number(1, 3600).default(180),
  /** seconds by the wall that a remote agent has to be there when a match wants it, and for each call */
  GRIDLEAGUE_REMOTE_SECONDS: number(1, 3600).default(REMOTE_SECONDS),
  /** seconds within which a request must have arrived */
  GRIDLEAGUE_REQUEST_SECONDS: number(1, 3600).default(30),
  /** whether an empty database gets the demo league played at once */
  GRIDLEAGUE_DEMO: z.enum(['yes', 'no']).default('yes'),
  /** proxies in front of the server whose X-Forwarded-For is believed */
  GRIDLEAGUE_PROXIES: number(0, 10).default(0),
});

export interface ServerConfig {
  readonly port: number;
  readonly host: string;
  /** absolute */
  readonly dataFolder: string;
  readonly adminToken: string | null;
  readonly workers: number;
  /** absolute path of a file, or the URL of a server */
  readonly database: DatabaseAddress;
  readonly embeddedChain: { readonly engine: ChainEngine; readonly shards: number };
  /** null: the embedded one */
  readonly chain: {
    readonly url: string;
    readonly operatorKey: string | null;
    readonly confirmations: number;
  } | null;
  readonly silenceSeconds: number;
  readonly graceSeconds: number;
  readonly writesPerMinute: number;
  readonly replaysPerHour: number;
  readonly streamsPerAddress: number;
  readonly requestSeconds: number;
  readonly admissionSeconds: number;
  readonly remoteSeconds: number;
  readonly playsDemo: boolean;
  readonly proxies: number;
}

/** Reads and checks the settings; unknown names are none of ours. Throws `ConfigError` with the name. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`setting ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { data } = parsed;
  const dataFolder = resolve(data.GRIDLEAGUE_DATA);
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder,
    adminToken: data.GRIDLEAGUE_ADMIN_TOKEN ?? null,
    workers: data.GRIDLEAGUE_WORKERS,
    database: databaseOf(data.DATABASE_URL ?? `sqlite:${resolve(dataFolder, 'gridleague.sqlite')}`),
    embeddedChain: { engine: data.CHAIN_ENGINE, shards: data.GRIDLEAGUE_CHAINS },
    chain: data.CHAIN_RPC_URL
      ? {
          url: data.CHAIN_RPC_URL,
          operatorKey: data.CHAIN_OPERATOR_KEY ?? null,
          confirmations: data.CHAIN_CONFIRMATIONS,
        }
      : null,
    silenceSeconds: data.GRIDLEAGUE_SILENCE_SECONDS,
    graceSeconds: data.GRIDLEAGUE_GRACE_SECONDS,
    writesPerMinute: data.GRIDLEAGUE_WRITES_PER_MINUTE,
    replaysPerHour: data.GRIDLEAGUE_REPLAYS_PER_HOUR,
    streamsPerAddress: data.GRIDLEAGUE_STREAMS_PER_ADDRESS,
    admissionSeconds: data.GRIDLEAGUE_ADMISSION_SECONDS,
    remoteSeconds: data.GRIDLEAGUE_REMOTE_SECONDS,
    requestSeconds: data.GRIDLEAGUE_REQUEST_SECONDS,
    playsDemo: data.GRIDLEAGUE_DEMO === 'yes',
    proxies: data.GRIDLEAGUE_PROXIES,
  };
}
