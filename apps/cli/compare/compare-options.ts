/** What `compare` was asked for. */
export interface CompareOptions {
  readonly against?: readonly string[];
  readonly scenario: string;
  readonly dealer?: readonly string[];
  readonly seeds: readonly string[];
  readonly rounds?: number;
  readonly workers: number;
  readonly json?: boolean;
  readonly watch?: boolean;
}
