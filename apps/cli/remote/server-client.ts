import { InputError } from '../input-error.js';

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

/** Speaks with a GridLeague server. What the caller can mend throws `InputError`. */
export class ServerClient {
  private readonly base: string;

  constructor(private readonly options: ServerOptions) {
    if (!URL.canParse(options.url)) throw new InputError(`--url ${options.url}: is no address`);
    this.base = `${options.url.replace(/\/+$/, '')}/api`;
  }

  async json<T>(path: string, request: RequestInit = {}): Promise<T> {
    return (await (await this.send(path, request)).json()) as T;
  }

  async text(path: string): Promise<string> {
    return (await this.send(path)).text();
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
