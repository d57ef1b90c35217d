/** What happens on a line to a remote agent. */
export type Heard =
  /** the agent is connected */
  | { readonly kind: 'here' }
  /** it is not, or not any more; it may come back */
  | { readonly kind: 'away'; readonly reason: string }
  /** a message of its, JSON */
  | { readonly kind: 'said'; readonly text: string }
  /** what it sent is none */
  | { readonly kind: 'garbage'; readonly reason: string }
  /** nothing more comes */
  | { readonly kind: 'ended'; readonly reason: string };

/** Why an agent is away that has never been there. */
export const NEVER_HERE = 'it has not connected';

/** A message to an agent, JSON. */
export interface AgentMessage {
  readonly text: string;
  /** a call: offered again to an agent that comes back before it has answered */
  readonly isCall: boolean;
}

/** A line as whoever plays the match holds it. */
export interface RemoteEnd {
  tell(message: AgentMessage): void;
  close(): void;
}

/** Where remote agents are connected. */
export interface RemoteExchange {
  /** `agent`: id of its submission; `line`: a name of the line that no other has. Never throws. */
  open(agent: string, line: string, hear: (heard: Heard) => void): RemoteEnd;
}
