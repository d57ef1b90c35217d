import type { Allowance } from './allowance.js';
import { processMegabytes, type SandboxLimits } from '../calls/limits.js';

type MatchLimits = Pick<SandboxLimits, 'matchMilliseconds' | 'matchMegabytes' | 'megabytes'>;

/**
 * The time and the memory that the plugins of one match share. When time is used up, the plugin that used most is
 * stopped, with all its seats: seats are no shield, each plugin has one share. The others get as much more time as one of
 * them has on average: so a match waits for its plugins twice as long as the limit says at most, whoever is stopped has
 * used more than its share, and whoever answers quickly never notices. When memory is used up, the process ends that
 * has most of what it might have with so many seats. Of equals the one that joined first is to blame.
 */
export class MatchAllowances {
  private readonly members: Member[] = [];

  constructor(private readonly limits: MatchLimits) {}

  /** The allowance of one more plugin, which plays so many seats. */
  join(seats: number): Allowance {
    const member = new Member(seats, this);
    this.members.push(member);
    return member;
  }

  settleTime(): void {
    const { matchMilliseconds } = this.limits;
    const playing = this.members.filter(({ exhausted }) => exhausted === null);
    const stopped = this.members.length - playing.length;
    const allowed = matchMilliseconds * (1 + stopped / this.members.length);
    if (playing.length === 0 || sum(this.members, ({ waited }) => waited) <= allowed) return;
    const longest = greatest(playing, ({ waited }) => waited);
    longest.exhausted = `the plugins of the match took longer than ${matchMilliseconds / 1000} s, this one most of it`;
  }

  /** Whether the processes need too much together, and this one most of it. */
  isTooLarge(member: Member): boolean {
    const { matchMegabytes } = this.limits;
    if (sum(this.members, ({ megabytes }) => megabytes) <= matchMegabytes) return false;
    const partOf = ({ megabytes, seats }: Member) => megabytes / processMegabytes(seats, this.limits);
    return greatest(this.members, partOf) === member;
  }

  get megabytes(): number {
    return this.limits.matchMegabytes;
  }
}

class Member implements Allowance {
  exhausted: string | null = null;
  waited = 0;
  megabytes = 0;

  constructor(
    readonly seats: number,
    private readonly match: MatchAllowances,
  ) {}

  spend(_processor: number, waited: number): void {
    this.waited += waited;
    this.match.settleTime();
  }

  resident(megabytes: number): string | null {
    this.megabytes = megabytes;
    if (!this.match.isTooLarge(this)) return null;
    return `the plugins of the match used more than ${this.match.megabytes} MB, this one most of it`;
  }
}

function sum<T>(members: readonly T[], of: (member: T) => number): number {
  return members.reduce((total, member) => total + of(member), 0);
}

function greatest<T>(members: readonly T[], of: (member: T) => number): T {
  return members.reduce((most, member) => (of(member) > of(most) ? member : most));
}
