/** What `worker` was told. */
export interface WorkerCommandOptions {
  readonly database?: string;
  readonly server?: string;
  readonly workers: number;
  readonly chain: string;
  readonly cache?: string;
}
