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

  call(call: SeatCall): SeatResult {
    const seat = this.seats.get(call.seat) ?? this.blanks.pop() ?? new SeatHost(this.options);
    this.seats.set(call.seat, seat);
    return seat.call(call);
  }

  dispose(): void {
    for (const seat of [...this.seats.values(), ...this.blanks]) seat.dispose();
  }
}
