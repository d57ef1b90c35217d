import type { Readable } from 'node:stream';
import { z } from 'zod';
import { GridLeagueError } from '#market/errors.js';
import { bundleLimits } from '#matches/bundles/bundle-limits.js';
import { bundleFrom, type RunBundle } from '#matches/bundles/run-bundle.js';
import { InputError } from '#matches/input-error.js';
import { wholeDownload } from './whole-download.js';

/** Where the server is and who asks. */
export interface ServerOptions {
  readonly url: string;
  readonly token?: string;
}

/** What is read of a problem document. */
const problemSchema = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  field: z.string().optional().catch(undefined),
});

/** of a problem document, and of what of it is shown */
const MOST_PROBLEM = 64 * 1024;
const MOST_SHOWN = 1_000;
/** of one answer that is not a download */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** An id as servers give them: of a league, number of the run, number of the match. What is none names a file. */
export const RUN_OR_MATCH = /^[\w.-]+-\d+(-\d{6,})?$/;

/** Nobody answers at the server's address. */
export class NoAnswerError extends InputError {}

/** The server's own failure: asked again later it may answer; where in our program it was asked helps nobody. */
export class ServerFailedError extends GridLeagueError {
  readonly kind = 'busy';
  readonly code = 'server-failed';
}

/** Speaks with a GridLeague server. What the caller can mend throws `InputError`, a failure of the server's `ServerFailedError`. */
export class ServerClient {
  private readonly base: string;

  constructor(private readonly options: ServerOptions) {
    if (!URL.canParse(options.url)) throw new InputError(`--url ${options.url}: is no address`);
    this.base = `${options.url.replace(/\/+$/, '')}/api`;
  }

  /** An answer as JSON, whole, if it has what `schema` asks for. */
  async json<T>(path: string, schema: z.ZodType<T>, request: RequestInit = {}): Promise<T> {
    const text = await this.textOf(path, await this.send(path, request), MOST_CHARACTERS);
    const answer = parsedJson(text);
    if (answer === undefined) throw new InputError(`${this.base}${path}: the answer is not JSON`);
    const { success, error } = schema.safeParse(answer);
    if (success) return answer as T;
    const { path: field, message } = error.issues[0]!;
    const where = field.length > 0 ? `${field.map(String).join('.')}: ` : '';
    throw new InputError(oneLine(`${this.base}${path}: is no answer of GridLeague: ${where}${message}`));
  }

  async text(path: string, request: RequestInit = {}): Promise<string> {
    return this.textOf(path, await this.send(path, request), MOST_CHARACTERS);
  }

  /** The bytes of an answer, once all of them are here; `most`: of them. */
  async download(path: string, most: number): Promise<Readable> {
    const { body } = await this.send(path);
    if (!body) throw new InputError(`${this.base}${path}: the answer is empty`);
    return wholeDownload(body, `${this.base}${path}`, most);
  }

  /** The bundle of a run, which is read from this machine's disk. Throws `BundleError`, also while its matches are read. */
  async bundle(run: string): Promise<RunBundle> {
    const source = await this.download(`/runs/${encodeURIComponent(run)}/bundle`, bundleLimits.fetchedBytes);
    return bundleFrom(source, `the bundle of ${run}`);
  }

  /** An answer whole, if it is not endless. */
  private async textOf(path: string, { body }: Response, most: number): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > most)
        throw new InputError(`${this.base}${path}: the answer is longer than ${most} characters`);
    }
    return text + decoder.decode();
  }

  private async send(path: string, request: RequestInit = {}): Promise<Response> {
    const { token } = this.options;
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(request.headers as object | undefined),
    };
    const response = await fetch(`${this.base}${path}`, { ...request, headers }).catch((error: Error) => {
      const { cause } = error;
      throw new NoAnswerError(
        `${this.base}: no answer: ${cause instanceof Error ? cause.message : error.message}`,
      );
    });
    if (response.ok) return response;
    const document = parsedJson(await this.textOf(path, response, MOST_PROBLEM));
    const problem = problemSchema.safeParse(document).data ?? {};
    const { title = `status ${response.status}`, detail = '', field } = problem;
    const message = oneLine(`${title}${field ? `: ${field}` : ''}${detail && `: ${detail}`}`);
    throw response.status < 500 ? new InputError(message) : new ServerFailedError(message);
  }
}

/** undefined: it is none */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A server's words as one line of ours: errors are printed line by line. */
function oneLine(text: string): string {
  return text.slice(0, MOST_SHOWN).replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ');
}
