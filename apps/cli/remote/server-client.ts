import { Readable } from 'node:stream';
import { InputError } from '#matches/input-error.js';

/** Where the server is and who asks. */
export interface ServerOptions {
  readonly url: string;
  readonly token?: string;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly field?: string;
}

/** of one answer that is not a download */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** Speaks with a GridLeague server. What the caller can mend throws `InputError`. */
export class ServerClient {
  private readonly base: string;

  constructor(private readonly options: ServerOptions) {
    if (!URL.canParse(options.url)) throw new InputError(`--url ${options.url}: is no address`);
    this.base = `${options.url.replace(/\/+$/, '')}/api`;
  }

  async json<T>(path: string, request: RequestInit = {}): Promise<T> {
    const text = await this.textOf(path, await this.send(path, request));
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new InputError(`${this.base}${path}: the answer is not JSON`);
    }
  }

  async text(path: string): Promise<string> {
    return this.textOf(path, await this.send(path));
  }

  /** The bytes of an answer as they come. */
  async download(path: string): Promise<Readable> {
    const { body } = await this.send(path);
    if (!body) throw new InputError(`${this.base}${path}: the answer is empty`);
    return Readable.fromWeb(body);
  }

  /** An answer whole, if it is not endless. */
  private async textOf(path: string, { body }: Response): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MOST_CHARACTERS)
        throw new InputError(`${this.base}${path}: the answer is longer than ${MOST_CHARACTERS} characters`);
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
      throw new InputError(
        `${this.base}: no answer: ${cause instanceof Error ? cause.message : error.message}`,
      );
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Problem;
    const { title = `status ${response.status}`, detail = '', field } = problem;
    const message = `${title}${field ? `: ${field}` : ''}${detail && `: ${detail}`}`;
    throw response.status < 500 ? new InputError(message) : new Error(message);
  }
}
