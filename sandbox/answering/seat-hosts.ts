import type { SeatCall } from '../calls/seat-call.js';
import { SeatHost, type SeatHostOptions, type SeatResult } from './seat-host.js';

/** All seats of one plugin in one match. */
export class SeatHosts {
  private readonly seats = new Map<number, SeatHost>();
  /** seats that nobody has taken yet; nothing of the plugin is in them */
  private readonly blanks: SeatHost[];

  /** With so many seats made ready. */
  constructor(
    private readonly options: SeatHostOptions,
    ready: number,
  ) {
    this.blanks = Array.from({ length: ready }, () => new SeatHost(options));
  }

  /** `stretch`: how many milliseconds on the wall one of the time limit takes on this machine now */
  call(call: SeatCall, stretch = 1): SeatResult {
    const seat = this.seats.get(call.seat) ?? this.blanks.pop() ?? new SeatHost(this.options);
    this.seats.set(call.seat, seat);
    return seat.call(call, stretch);
  }

  dispose(): void {
    for (const seat of [...this.seats.values(), ...this.blanks]) seat.dispose();
  }
}
