/** What a plugin can be. */
export type PluginKind = 'agent' | 'dealer' | 'bidder';

/** What can be asked of a seat. */
export type Verb = 'load' | 'create' | 'bid' | 'settled' | 'quote' | 'announce' | 'order' | 'remember';

/** Packed numbers (answers.ts), or a text: `o` + JSON for "done", else a failure (failure.ts). */
export type GuestAnswer = ArrayBuffer | string;

/** Numbers of the services that the host offers to the guest. */
export const toolNumbers = { bestBundles: 1, value: 2, solve: 3 } as const;
/** The count of `bestBundles` where the strategy asks for none. */
export const UNASKED = 0;

/** Numbers of what the guest only tells the host: a line on the console, and how many were too many. */
export const guestNotes = { said: 11, unsaid: 12 } as const;

/** The host's answer to a service: a value, or why there is none. Copied into the isolate. */
export interface ToolAnswer {
  readonly value?: unknown;
  readonly refused?: string;
  /** refused because the call's budget is used up */
  readonly overBudget?: boolean;
}

/** One function of the host's process; takes and gives copies only and never throws. */
export type HostCall = (service: number, content: Float64Array | string) => ToolAnswer;
