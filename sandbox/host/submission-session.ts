import type { FailureKind } from '#market/match/traders.port.js';
import type { PluginBundle } from '../admission/bundle-plugin.js';
import { AuthorLines } from './author-lines.js';
import type { SandboxLimits } from './limits.js';
import type { PluginProcess } from './plugin-process.js';
import type { SeatCall } from './protocol.js';
import type { Reported } from './reply-checks.js';
import { readFacts, readReply } from './reply-checks.js';
import type { SandboxPool } from './sandbox-pool.js';

type CreateCall = Extract<SeatCall, { verb: 'create' }>;
export type SeatReply = { readonly outcome: 'ok'; readonly reply: unknown } | Failure;
interface Failure {
  readonly outcome: FailureKind;
  readonly reason: string;
}

interface SeatRecord {
  readonly create: Omit<CreateCall, 'verb' | 'seat'>;
  /** `gone`: its isolate was lost, it is created anew before its next call */
  state: 'alive' | 'gone' | 'refused';
  /** how often it has been created */
  lives: number;
  methods: string;
}

const NOT_CREATED: Failure = { outcome: 'threw', reason: 'the plugin could not be created for this match' };
const lostWithIsolate: readonly FailureKind[] = ['timed-out', 'out-of-memory', 'process-lost'];

/**
 * One submission in one match: its process and all its seats. A lost process is replaced and its
 * seats are created anew, each with a random stream of its own; what they remembered is gone.
 */
export class SubmissionSession {
  private readonly seats = new Map<number, SeatRecord>();
  private readonly lines: AuthorLines;
  private process: PluginProcess | null = null;
  private losses = 0;

  constructor(
    private readonly pool: SandboxPool,
    readonly bundle: PluginBundle,
    private readonly limits: SandboxLimits,
    private readonly room: number,
  ) {
    this.lines = new AuthorLines(bundle.file, bundle.map);
  }

  /** Creates seats; their later lives come by themselves. */
  async create(calls: readonly CreateCall[]): Promise<readonly Reported<null>[]> {
    for (const { seat, seed, briefing } of calls)
      this.seats.set(seat, { create: { seed, briefing }, state: 'gone', lives: 0, methods: '' });
    await this.revive(calls.map(({ seat }) => seat));
    return [];
  }

  has(seat: number, method: string): boolean {
    return this.seats.get(seat)?.methods.includes(method) ?? false;
  }

  async close(): Promise<void> {
    if (this.process) await this.pool.release(this.bundle, this.process);
    this.process = null;
  }
}
