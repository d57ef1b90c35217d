"""Whatever answers in a server's place."""

import contextlib
import json
import socket
import threading
from typing import Callable, Iterator, List, Tuple

Talk = Callable[[socket.socket, bytes], None]


@contextlib.contextmanager
def peer(talk: Talk) -> Iterator[Tuple[str, List[bytes]]]:
    """A server that does ``talk`` once a request's head has come; its address and the heads."""
    heads: List[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(one: socket.socket) -> None:
        with one, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = one.recv(4096)
                if not piece:
                    return
                head += piece
            heads.append(head)
            talk(one, head)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", heads
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def saying(content: bytes, status: str = "200 OK", *headers: str) -> Talk:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers, "", ""])
    return lambda one, _: one.sendall(head.encode("latin-1") + content)


def document(value: object) -> Talk:
    return saying(json.dumps(value).encode())


DEEP = b"[" * 200_000
