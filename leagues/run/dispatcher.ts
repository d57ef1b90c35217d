import { randomInt } from 'node:crypto';
import type { Clock } from '#market/clock.js';
import type { ClaimedMatch, MatchQueue } from './match-queue.port.js';
import type { HeardMatch, MatchPlayer, MatchProgress, MissingPart } from './match-player.port.js';
import { PlaceWatch, type PlaceListener, type Wait } from './place-watch.js';

export interface DispatcherOptions {
  readonly queue: MatchQueue;
  readonly players: readonly MatchPlayer[];
  readonly clock: Clock;
  /** A player that is silent for so many seconds is taken for lost. */
  readonly silenceSeconds: number;
  /** Claims are renewed several times in so many seconds; default: as a player's silence asks for it. */
  readonly heartbeatSeconds?: number;
  /** A failure of the queue itself: nothing is lost, the match's lease will run out. */
  readonly onQueueError: (error: unknown) => void;
  /** told when no match can be played here, whichever, and when it goes on */
  readonly place: PlaceListener;
  /** between looks whether it can; default: real time */
  readonly wait?: Wait;
}

/** What a player is at. */
export interface MatchInPlay {
  readonly match: string;
  /** those that it has played */
  readonly rounds: number;
}

/** ms; also how long a cancelled match may go on */
const MOST_BETWEEN_LOOKS = 10_000;
/** ms; leases run out, and pauses between attempts end, without anybody telling */
const BETWEEN_CLAIMS = 5000;
const PERMILLE = 1000;

/** Many who began together do not go on together: from 0.7 to 1. No result depends on it. */
function jitter(): number {
  return 0.7 + (0.3 * randomInt(PERMILLE)) / PERMILLE;
}

/** Leads matches from the queue to the players, one at a time each, until stopped. */
export class Dispatcher {
  private readonly idle = new Set<MatchPlayer>();
  private readonly playing = new Map<MatchPlayer, Promise<void>>();
  private readonly place: PlaceWatch;
  private looking: NodeJS.Timeout | undefined;
  private readonly now = new Map<MatchPlayer, { readonly match: string; progress: MatchProgress }>();
  private stopped = false;

  constructor(private readonly options: DispatcherOptions) {
    this.place = new PlaceWatch(options.place, options.wait);
    for (const player of options.players) this.idle.add(player);
  }

  /** Matches in play now. */
  get active(): number {
    return this.now.size;
  }

  get inPlay(): readonly MatchInPlay[] {
    return [...this.now.values()].map(({ match, progress }) => ({ match, rounds: progress.rounds }));
  }

  /** How far a match in play here is; null: it is not. */
  progress(match: string): MatchProgress | null {
    return [...this.now.values()].find((one) => one.match === match)?.progress ?? null;
  }

  /** What no match can be played for want of; null: nothing. */
  get trouble(): MissingPart | null {
    return this.place.trouble;
  }

  /** Something may be waiting: every idle player looks, and again every so often. */
  wake(): void {
    if (this.stopped) return;
    this.looking ??= setInterval(() => this.wake(), BETWEEN_CLAIMS);
    for (const player of [...this.idle]) this.employ(player);
  }

  /** Ends all play; what was in play goes back to the queue. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.looking);
    this.place.stop();
    await Promise.all([...this.playing.keys()].map((player) => player.interrupt()));
    await Promise.all(this.playing.values());
  }

  private employ(player: MatchPlayer): void {
    this.idle.delete(player);
    const work = this.work(player)
      .catch(this.options.onQueueError)
      .finally(() => {
        this.playing.delete(player);
        this.idle.add(player);
      });
    this.playing.set(player, work);
  }

  private async work(player: MatchPlayer): Promise<void> {
    const { queue, onQueueError } = this.options;
    let storing: Promise<boolean> | null = null;
    for (;;) {
      await this.place.whenWell();
      const claim = this.stopped ? null : await queue.claim().catch(onQueueError);
      if (!claim) {
        if (storing === null || !(await storing)) return;
        // The end of a match may be what another one waits for.
        storing = null;
        continue;
      }
      this.now.set(player, { match: claim.task.id, progress: { rounds: 0, glance: null } });
      const match = await this.play(player, claim)
        .catch(onQueueError)
        .finally(() => this.now.delete(player));
      const isWell: boolean = storing === null || (await storing);
      storing = match ? this.store(claim, match) : null;
      if (!isWell) return void (await storing);
    }
  }

  /** Stores a result once the next match has been asked for, and while it is played. False: the queue failed. Never rejects. */
  private async store(claim: ClaimedMatch, match: HeardMatch): Promise<boolean> {
    await new Promise((turn) => setImmediate(turn));
    const { queue, onQueueError } = this.options;
    return queue.complete(claim, match).then(
      () => true,
      (error: unknown) => {
        onQueueError(error);
        return false;
      },
    );
  }

  /** Returns what is to be stored; null: nothing, and the queue knows why. */
  private async play(player: MatchPlayer, claim: ClaimedMatch): Promise<HeardMatch | null> {
    const { queue, onQueueError } = this.options;
    const watch = this.watch(player, claim);
    // One after the other: what is kept has no gaps, and nothing is kept of a match that has ended.
    let kept: Promise<unknown> = Promise.resolve();
    const outcome = await player.play(claim.task, claim.attempt, watch.alive, {
      played: claim.days,
      onDay: (day) => {
        kept = kept.then(() => queue.keepDay(claim, day)).catch(onQueueError);
      },
    });
    const silent = watch.end();
    await kept;
    if (outcome.status === 'played') return outcome.result;
    if (outcome.status === 'fault') await this.fault(player, claim, outcome.reason);
    else if (silent) await this.fault(player, claim, `no sign of life for ${this.options.silenceSeconds} s`);
    else await queue.release(claim);
    return null;
  }

  /** A match is to blame only where another one could have been played. */
  private async fault(player: MatchPlayer, claim: ClaimedMatch, reason: string): Promise<void> {
    const { queue } = this.options;
    if (await this.place.isAtFault(() => this.check(player))) return queue.release(claim);
    return queue.fault(claim, reason);
  }

  /** A player that found something missing begins anew: it may have kept what failed. */
  private async check(player: MatchPlayer): Promise<MissingPart | null> {
    const late = setTimeout(() => void player.interrupt(), this.options.silenceSeconds * 1000);
    const missing = await player.check().finally(() => clearTimeout(late));
    if (missing) await player.interrupt();
    return missing;
  }

  /** Renews the lease while the player gives signs of life, and interrupts one that does not or need not. */
  private watch(
    player: MatchPlayer,
    claim: ClaimedMatch,
  ): { alive: (progress: MatchProgress) => void; end: () => boolean } {
    const { queue, clock, silenceSeconds, heartbeatSeconds = silenceSeconds, onQueueError } = this.options;
    let last = clock.now();
    let silent = false;
    const look = async (): Promise<void> => {
      silent = clock.now() - last > silenceSeconds;
      if (silent || !(await queue.renew(claim))) await player.interrupt();
    };
    const timer = setInterval(
      () => void look().catch(onQueueError),
      Math.min((silenceSeconds * 1000) / 6, (heartbeatSeconds * 1000) / 3, MOST_BETWEEN_LOOKS) * jitter(),
    );
    return {
      alive: (progress) => {
        last = clock.now();
        const playing = this.now.get(player);
        if (playing) playing.progress = progress;
      },
      end: () => {
        clearInterval(timer);
        return silent;
      },
    };
  }
}
