// A thread of the desk: does the jobs it is given, one after the other.
import 'reflect-metadata';
import { parentPort } from 'node:worker_threads';
import { lostError, type DeskAnswer, type DeskOrder } from './desk-messages.js';

/** A module of this folder that does one kind of job. */
interface JobModule {
  readonly default: (request: unknown) => Promise<unknown>;
}

parentPort!.on('message', ({ job, request }: DeskOrder) => void answer(job, request));

async function answer(job: string, request: unknown): Promise<void> {
  try {
    const { default: work } = (await import(`./jobs/${job}.js`)) as JobModule;
    tell({ answer: await work(request) });
  } catch (error) {
    tell({ failure: lostError(error) });
  }
}

function tell(message: DeskAnswer): void {
  parentPort!.postMessage(message);
}
