// A thread of the desk: does the jobs it is given, one after the other.
import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import { lostError, type DeskAnswer, type DeskOrder } from './desk-messages.js';
import { handedOver } from '../sent-text.js';

/** A module of `jobs/` that does one kind of job. */
interface JobModule {
  readonly default: (request: unknown) => Promise<unknown>;
}

parentPort!.on('message', ({ job, request }: DeskOrder) => void answer(job, request));

async function answer(job: string, request: unknown): Promise<void> {
  try {
    const { default: work } = (await import(`../jobs/${job}.js`)) as JobModule;
    const answer = await work(request);
    tell({ answer }, handedOver(answer));
  } catch (error) {
    tell({ failure: lostError(error) });
  }
}

function tell(message: DeskAnswer, handed: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, handed);
}
