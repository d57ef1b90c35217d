import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { isRepeatable } from '#leagues/pairing/run-plan.js';
import type { ShownBooks } from '#matches/play/shown/shown-books.js';
import type { MatchComparison } from '#matches/verify/differences/compare-match.js';
import type { ReplayedMatch } from '#matches/workers/protocol.js';
import { REPLAY_NICENESS, WorkerProcess } from '#matches/workers/worker-process.js';
import { ServerSettings } from '../config/server-settings.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { Logger } from '#database/fleet/logger.js';
import { Quota } from '../operation/quota.js';
import { Tally } from '../operation/tally.js';
import { WallClock } from '#database/wall-clock.js';
import { busy, conflict, notRepeatable, ProblemError, tooMany } from '../problem/problem.js';
import { KeptReplays, type RecordedMatch } from './kept-replays.js';
import { MatchRunner } from './match-runner.js';
import { playReplay, type ReplayOrder } from '#matches/workers/play-replay.js';

const { replaysOfAddress, replaysWaiting } = requestLimits;
const HOUR_MILLISECONDS = 3_600_000;
/** A guess at when there is room again. */
const WAIT_SECONDS = 30;

/** Who asks for a replay. */
export interface ReplayReader {
  readonly address: string;
  /** aborted when the reader is gone */
  readonly gone: AbortSignal;
}

interface Replay extends ReplayOrder {
  /** who asked first */
  readonly address: string;
  readonly key: string;
  /** of what is compared */
  readonly recorded: string;
  readonly result: PromiseWithResolvers<ReplayedMatch>;
  readonly abort: AbortController;
  readers: number;
}

/**
 * Plays matches again for readers who want to verify them, one at a time and after all else. Equal requests
 * share one replay, which ends when the last who wants it is gone; what it found is kept.
 */
@Injectable()
export class Replays implements OnModuleDestroy {
  private readonly player: WorkerProcess;
  private readonly quota: Quota;
  private readonly open = new Map<string, Replay>();
  private readonly waiting: Replay[] = [];
  private playing: Promise<void> | null = null;

  constructor(
    private readonly settings: ServerSettings,
    private readonly kept: KeptReplays,
    private readonly runner: MatchRunner,
    private readonly clock: WallClock,
    private readonly tally: Tally,
    private readonly logger: Logger,
  ) {
    this.player = new WorkerProcess({ chain: null, niceness: REPLAY_NICENESS });
    this.quota = new Quota(settings.config.replaysPerHour, HOUR_MILLISECONDS);
  }

  /** Replays that wait or are played, and the sandbox processes of the one in play. */
  get state(): { readonly open: number; readonly sandboxes: number } {
    return { open: this.open.size, sandboxes: this.player.sandboxes };
  }

  /** How a match compares with its replay. Throws problems. */
  async verify(match: MatchEntity, reader: ReplayReader): Promise<MatchComparison> {
    const recorded = await this.kept.recorded(match);
    const known = await this.kept.find(match.id, recorded.key);
    if (known) return known;
    return (await this.replayed(match, recorded, reader, 'comparison')).comparison;
  }

  /** A match as tables, with what only a replay knows: a .tar.gz in pieces. Throws problems. */
  async tables(match: MatchEntity, reader: ReplayReader): Promise<readonly Uint8Array[]> {
    const recorded = await this.kept.recorded(match);
    const { tables, comparison } = await this.replayed(match, recorded, reader, 'tables');
    return tables ?? differs(match, comparison);
  }

  /** The order books of a match by round; of mechanisms without one none. Throws problems. */
  async books(match: MatchEntity, reader: ReplayReader): Promise<ShownBooks> {
    const recorded = await this.kept.recorded(match);
    const { books, comparison } = await this.replayed(match, recorded, reader, 'books');
    return books ?? differs(match, comparison);
  }

  private async replayed(
    match: MatchEntity,
    recorded: RecordedMatch,
    reader: ReplayReader,
    wanted: ReplayOrder['wanted'],
  ): Promise<ReplayedMatch> {
    // Who has left takes part in none: the last to leave ends it, and others are about to share it.
    if (reader.gone.aborted) throw ended();
    const key = `${recorded.key} ${wanted}`;
    const order = { key, recorded, wanted, ...reader };
    const replay = this.open.get(key) ?? (await this.begin(match, order));
    return this.share(replay, reader.gone);
  }

  async onModuleDestroy(): Promise<void> {
    for (const replay of [...this.open.values()]) replay.abort.abort();
    await this.playing;
    await this.player.close();
  }

  private async begin(
    match: MatchEntity,
    {
      key,
      recorded,
      wanted,
      address,
      gone,
    }: Pick<Replay, 'key' | 'wanted'> & ReplayReader & { readonly recorded: RecordedMatch },
  ): Promise<Replay> {
    const task = await this.runner.task(match);
    if (!isRepeatable(task.agents)) throw notRepeatable(match.id);
    if (gone.aborted) throw ended();
    // Somebody else may have asked meanwhile.
    const same = this.open.get(key);
    if (same) return same;
    const open = [...this.open.values()];
    if (open.filter((one) => one.address === address).length >= replaysOfAddress)
      throw tooMany(`${replaysOfAddress} replays for this address are on`, WAIT_SECONDS);
    if (open.length >= replaysWaiting) throw busy(`${open.length} replays wait already`, WAIT_SECONDS);
    const seconds = this.quota.take(address, this.clock.now());
    if (seconds > 0)
      throw tooMany(
        `${this.settings.config.replaysPerHour} replays an hour are what an address may ask for`,
        seconds,
      );
    const result = Promise.withResolvers<ReplayedMatch>();
    const { stored } = recorded;
    const order = { key, recorded: recorded.key, wanted, address, task, stored };
    const replay = { ...order, result, abort: new AbortController(), readers: 0 };
    // Nobody may be left to hear of it.
    result.promise.catch(() => undefined);
    replay.abort.signal.addEventListener('abort', () => this.forget(replay));
    this.open.set(key, replay);
    this.waiting.push(replay);
    this.playing ??= this.playAll().finally(() => (this.playing = null));
    return replay;
  }

  private share(replay: Replay, gone: AbortSignal): Promise<ReplayedMatch> {
    replay.readers++;
    const leave = (): void => {
      if (--replay.readers === 0) replay.abort.abort();
    };
    gone.addEventListener('abort', leave);
    return replay.result.promise.finally(() => gone.removeEventListener('abort', leave));
  }

  private async playAll(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.play(next);
  }

  private async play(replay: Replay): Promise<void> {
    try {
      const { silenceSeconds } = this.settings.config;
      const replayed = await playReplay(this.player, replay, silenceSeconds, replay.abort.signal);
      await this.kept.keep(replay.task.id, replay.recorded, replayed.comparison);
      this.tally.add('gridleague_replays_total', { end: 'compared' });
      replay.result.resolve(replayed);
    } catch (error) {
      const end = replay.abort.signal.aborted ? 'left' : 'failed';
      this.tally.add('gridleague_replays_total', { end });
      if (end === 'failed') this.logger.error('replay failed', { match: replay.task.id, error });
      const detail = 'the platform could not replay the match; try again later';
      replay.result.reject(new ProblemError(503, 'replay-failed', detail, undefined, WAIT_SECONDS));
    } finally {
      this.close(replay);
    }
  }

  /** Somebody may have asked for the same again since it was ended: that one stays open. */
  private close(replay: Replay): void {
    if (this.open.get(replay.key) === replay) this.open.delete(replay.key);
  }

  /** All who wanted it are gone. */
  private forget(replay: Replay): void {
    this.close(replay);
    const place = this.waiting.indexOf(replay);
    if (place >= 0) this.waiting.splice(place, 1);
    replay.result.reject(ended());
  }
}

function ended(): ProblemError {
  return new ProblemError(503, 'replay-ended', 'the replay was ended');
}

function differs({ id }: MatchEntity, { difference }: MatchComparison): never {
  throw conflict('replay-differs', `a replay of match ${id} differs from its record, in ${difference}`);
}
