import type { Heard, RemoteEnd, RemoteExchange } from './remote-exchange.port.js';
import type { LineOrder } from './protocol.js';

const NOWHERE =
  'whoever plays this match takes no connections: only a server with a database of its own does';

/** The lines that one worker holds to remote agents. They are closed when it ends. */
export class LineEnds {
  private readonly ends = new Map<string, RemoteEnd>();

  constructor(
    /** null: nobody can connect here */
    private readonly exchange: RemoteExchange | null,
    private readonly hear: (line: string, heard: Heard) => void,
  ) {}

  take(line: string, order: LineOrder): void {
    switch (order.kind) {
      case 'open':
        if (!this.exchange) return this.hear(line, { kind: 'ended', reason: NOWHERE });
        this.ends.set(
          line,
          this.exchange.open(order.agent, line, (heard) => this.hear(line, heard)),
        );
        return;
      case 'tell':
        return this.ends.get(line)?.tell(order.message);
      case 'close':
        this.ends.get(line)?.close();
        this.ends.delete(line);
    }
  }

  closeAll(): void {
    for (const end of this.ends.values()) end.close();
    this.ends.clear();
  }
}
