import 'reflect-metadata';
import type { Server } from 'node:http';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AdminTokenHash, Callers } from './access/access.guard.js';
import { adminToken } from './access/tokens.js';
import { ChainHolder } from './operation/chain-holder.js';
import { narrowFolder, writableFolder } from './operation/data-folder.js';
import { DataLock } from './config/data-lock.js';
import { refuseBusyPort } from './config/free-port.js';
import type { ServerConfig } from '#api/settings/server-config.js';
import { ServerSettings } from './config/server-settings.js';
import { isPostgres } from '#database/address.js';
import { fileError, named } from '#database/files/database-file-error.js';
import { removeParts } from '#database/files/private-file.js';
import { openDatabase } from '#database/fleet/open-database.js';
import { announce } from '#database/fleet/deployment.js';
import { Leadership } from './fleet/leadership.js';
import { membershipOf, openShared } from './fleet/open-shared.js';
import { LeaguesService } from './leagues/leagues.service.js';
import { guardRequests } from './requests/guard-requests.js';
import { closeSlowReaders } from './requests/close-slow-readers.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { descriptorLimit, limitConnections, mostConnections } from './requests/limit-connections.js';
import { Logger } from '#database/fleet/logger.js';
import { readBodies } from './requests/read-bodies.js';
import { acceptAgents } from './remote/accept-agents.js';
import { RemoteAgents } from './remote/remote-agents.js';
import { describeApi } from './openapi/describe-api.js';
import { takeTurns } from './operation/take-turns.js';
import { PageProblemFilter } from './pages/page-problem.filter.js';
import { Surroundings } from './operation/surroundings.js';
import { tellSurroundings } from './operation/tell-surroundings.js';
import { Tally } from './operation/tally.js';
import { Turns } from './operation/turns.js';
import { SystemWallClock } from '#database/wall-clock.js';
import { MatchRunner } from './runs/match-runner.js';
import type { RunEvent } from '#database/fleet/run-event.js';
import { RunEvents } from './runs/run-events.js';
import { RunScheduler } from './leagues/run-scheduler.js';
import { PublicModule } from './public.module.js';
import { SeasonScheduler } from './seasons/season-scheduler.js';
import { SubmissionsService } from './submissions/submissions.service.js';

export interface RunningServer {
  readonly url: string;
  /** where the admin token lies; null: it came from the configuration */
  readonly tokenFile: string | null;
  onEvent(listener: (event: RunEvent) => void): void;
  /** Goes on with open runs and starts what is due. Returns whether it plays the demo league, as on a new database. */
  begin(): Promise<{ readonly demo: boolean }>;
  /** Resolves when the database turns out to be damaged or gone, or another server's: stop, then tell. */
  readonly broken: Promise<Error>;
  stop(): Promise<void>;
}

/** Opens everything, migrates the database and listens. Throws `ConfigError` for a setting that cannot be used here. */
export async function startServer(
  config: ServerConfig,
  writeLog: (line: string) => void,
): Promise<RunningServer> {
  const clock = new SystemWallClock();
  const logger = new Logger(writeLog, () => new Date(clock.now()));
  const tally = new Tally();
  // Sources of all teams lie there.
  await writableFolder(config.dataFolder, 'GRIDLEAGUE_DATA');
  if (!isPostgres(config.database)) await writableFolder(dirname(config.database), 'DATABASE_URL');
  await narrowFolder(config.dataFolder, logger);
  const lock = await DataLock.take(config.dataFolder);
  for (const folder of ['exports', 'backups']) await removeParts(join(config.dataFolder, folder));
  await rm(join(config.dataFolder, 'trials'), { recursive: true, force: true });
  await refuseBusyPort(config);
  const token = await adminToken(config.dataFolder, config.adminToken);
  const database = await openDatabase(config.database, logger, 'server');
  const chain = await named(database.place, () => ChainHolder.open(config, database));
  const shared = isPostgres(config.database)
    ? await named(database.place, () =>
        openShared({ config, database, network: chain.network, logger, clock }),
      )
    : null;
  const settings = new ServerSettings(config);
  const admin = new AdminTokenHash(token.hash);
  const module = PublicModule.with({ settings, database, chain, admin, logger, tally, clock, ...shared });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: ['error', 'fatal'],
    bodyParser: false,
    // Streams of events stay open; they must not hold up the end.
    forceCloseConnections: true,
  });
  app.use(guardRequests(logger, tally));
  app.set('trust proxy', config.proxies);
  app.disable('x-powered-by');
  const turns = new Turns();
  readBodies(app, turns, config.proxies);
  app.useGlobalFilters(new PageProblemFilter(logger, database));
  describeApi(app);
  const runner = app.get(MatchRunner);
  const scheduler = app.get(RunScheduler);
  const seasons = app.get(SeasonScheduler);
  const submissions = app.get(SubmissionsService);
  // What comes along is there before anybody asks; where another server leads it is there already.
  const takeIn = async (): Promise<void> => {
    await submissions.start();
    await app.get(LeaguesService).start();
  };
  const ledFirst = database.leads;
  if (ledFirst) await named(database.place, takeIn);
  const membership = shared && (await membershipOf(database, shared.holder, config.workers, runner));
  const leadership = new Leadership(database, logger, async () => {
    if (!ledFirst) await takeIn();
    if (shared) await announce(database, chain.network);
    await runner.lead();
    await scheduler.start();
    seasons.start();
  });
  const server: Server = app.getHttpServer();
  const { requestSeconds, proxies } = config;
  takeTurns(server, turns, proxies);
  const most = mostConnections(descriptorLimit());
  acceptAgents(server, {
    ...{ database, callers: app.get(Callers), agents: app.get(RemoteAgents), proxies },
    most: Math.min(requestLimits.remoteAgents, Math.floor(most / 2)),
    now: () => clock.now(),
  });
  closeSlowReaders(server);
  limitConnections(server, turns, {
    ...{ requestSeconds, isBehindProxy: proxies > 0, most },
  });
  await app.listen(config.port, config.host);
  const begin = (): Promise<{ demo: boolean }> =>
    named(database.place, async () => {
      app.get(Surroundings).missing = await tellSurroundings(logger, chain.network);
      await membership?.start();
      await runner.start();
      await leadership.begin();
      return { demo: config.playsDemo && ledFirst && (await scheduler.startDemo()) };
    });
  let begun: Promise<unknown> = Promise.resolve();
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    tokenFile: token.file,
    onEvent: (listener) => void app.get(RunEvents).all().subscribe(listener),
    begin: () => {
      const beginning = begin();
      begun = beginning.catch(() => undefined);
      return beginning;
    },
    broken: Promise.race([
      database.storage.broken.then((trouble) => fileError(database.place, trouble)),
      leadership.failed.catch((error: Error) => error),
    ]),
    stop: () =>
      // What waits for the disk waits no longer; the next start finds it as it is.
      allOf([
        () => database.storage.stop(),
        // What has not begun yet would begin after all else has ended.
        () => begun.then(() => undefined),
        () => leadership.stop(),
        () => scheduler.stop(),
        () => seasons.stop(),
        () => runner.stop(),
        () => submissions.stop(),
        () => app.close(),
        () => chain.close(),
        () => membership?.stop(),
        () => shared?.queue.close(),
        () => database.close(),
        () => lock.release(),
      ]),
  };
}

/** Takes every step, also where one before it failed; then throws the first failure. */
async function allOf(steps: readonly (() => void | Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps)
    await Promise.resolve()
      .then(step)
      .catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
