/** What of a request tells whose it is. */
export interface Asking {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly secure?: boolean;
}

/** A cookie that only this host reads, and no script. */
export class SessionCookie {
  constructor(private readonly name: string) {}

  /** Null: the browser shows none. */
  heldIn({ headers, secure = false }: Asking): string | null {
    const entries = String(headers['cookie'] ?? '').split(';');
    const name = `${this.nameFor(secure)}=`;
    const held = entries.map((entry) => entry.trim()).find((entry) => entry.startsWith(name));
    return held?.slice(name.length) ?? null;
  }

  /** The header that has the browser hold it for so many seconds; 0: no longer. */
  header(held: string, seconds: number, { secure = false }: Asking): string {
    const scope = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
    return `${this.nameFor(secure)}=${held}; Max-Age=${seconds}; ${scope}`;
  }

  /** Over TLS no other host, a neighbour's below the same domain included, can set it. */
  private nameFor(secure: boolean): string {
    return secure ? `__Host-${this.name}` : this.name;
  }
}
