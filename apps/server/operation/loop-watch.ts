import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const STEP_MILLISECONDS = 10;

export interface LoopDelay {
  /** seconds between two looks, at most, beyond what was meant: as others had to wait */
  readonly delay: number;
  /** seconds of processor time in one go, at most: the server's own doing, however busy the machine is */
  readonly busy: number;
}

/** Watches how long the event loop serves nobody else. */
@Injectable()
export class LoopWatch implements OnModuleDestroy {
  private readonly delays = monitorEventLoopDelay({ resolution: STEP_MILLISECONDS });
  private readonly timer = setInterval(() => this.look(), STEP_MILLISECONDS).unref();
  private last = usedMicroseconds();
  private busiest = 0;

  constructor() {
    this.delays.enable();
  }

  /** The longest since it was asked last. */
  read(): LoopDelay {
    this.look();
    const found = { delay: this.delays.max / 1e9, busy: this.busiest / 1e6 };
    this.delays.reset();
    this.busiest = 0;
    return found;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.delays.disable();
  }

  private look(): void {
    const now = usedMicroseconds();
    this.busiest = Math.max(this.busiest, now - this.last);
    this.last = now;
  }
}

/** Of this thread. */
function usedMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
