import type { Clock } from '#market/clock.js';
import type { ClaimedMatch, MatchQueue } from './match-queue.port.js';
import type { MatchPlayer } from './match-player.port.js';

export interface DispatcherOptions {
  readonly queue: MatchQueue;
  readonly players: readonly MatchPlayer[];
  readonly clock: Clock;
  /** A player that is silent for so many seconds is taken for lost. */
  readonly silenceSeconds: number;
  /** A failure of the queue itself: nothing is lost, the match's lease will run out. */
  readonly onQueueError: (error: unknown) => void;
}

/** ms; also how long a cancelled match may go on */
const MOST_BETWEEN_LOOKS = 10_000;

/** Leads matches from the queue to the players, one at a time each, until stopped. */
export class Dispatcher {
  private readonly idle = new Set<MatchPlayer>();
  private readonly playing = new Map<MatchPlayer, Promise<void>>();
  private stopped = false;

  constructor(private readonly options: DispatcherOptions) {
    for (const player of options.players) this.idle.add(player);
  }

  /** Matches in play now. */
  get active(): number {
    return this.playing.size;
  }

  /** Something may be waiting: every idle player looks. */
  wake(): void {
    if (this.stopped) return;
    for (const player of [...this.idle]) this.employ(player);
  }

  /** Ends all play; what was in play goes back to the queue. */
  async stop(): Promise<void> {
    this.stopped = true;
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
    for (;;) {
      if (this.stopped) return;
      const claim = await this.options.queue.claim();
      if (!claim) return;
      await this.play(player, claim);
    }
  }

  private async play(player: MatchPlayer, claim: ClaimedMatch): Promise<void> {
    const { queue } = this.options;
    const watch = this.watch(player, claim);
    const outcome = await player.play(claim.task, claim.attempt, watch.alive);
    const silent = watch.end();
    switch (outcome.status) {
      case 'played': {
        await queue.complete(claim, outcome.result);
        return;
      }
      case 'fault':
        return queue.fault(claim, outcome.reason);
      case 'stopped':
        if (silent) return queue.fault(claim, `no sign of life for ${this.options.silenceSeconds} s`);
        return queue.release(claim);
    }
  }

  /** Renews the lease while the player gives signs of life, and interrupts one that does not or need not. */
  private watch(player: MatchPlayer, claim: ClaimedMatch): { alive: () => void; end: () => boolean } {
    const { queue, clock, silenceSeconds, onQueueError } = this.options;
    let last = clock.now();
    let silent = false;
    const look = async (): Promise<void> => {
      silent = clock.now() - last > silenceSeconds;
      if (silent || !(await queue.renew(claim))) await player.interrupt();
    };
    const timer = setInterval(
      () => void look().catch(onQueueError),
      Math.min((silenceSeconds * 1000) / 6, MOST_BETWEEN_LOOKS),
    );
    return {
      alive: () => (last = clock.now()),
      end: () => {
        clearInterval(timer);
        return silent;
      },
    };
  }
}
