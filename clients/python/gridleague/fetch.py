"""Requests of a server that nobody needs to trust: bounded, never sent on to another address, every fault typed."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Mapping, Optional

from .errors import ServerError, shown

#: Bytes of an answer, and of what says why there is none.
MOST_BYTES = 256 * 1024 * 1024
_MOST_PROBLEM = 64 * 1024


class _Nowhere(urllib.request.HTTPRedirectHandler):
    """A token is for the server it was given for."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Nowhere)


def server_address(url: str) -> str:
    """Without a slash at its end. Raises ``ServerError`` for what is no address of a server."""
    try:
        parts = urllib.parse.urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and parts.port != 0
    except ValueError:
        fine = False
    if not fine or " " in url:
        raise ServerError("bad-address", f"{shown(url)!r} is no address of a server: http://... or https://...")
    return url.rstrip("/")


def authorization(token: Optional[str]) -> Mapping[str, str]:
    """The header that tells a token. Raises ``ServerError`` for what can be none; the token itself is told to nobody."""
    if token is None:
        return {}
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise ServerError("bad-token", "the token holds characters that no token has")
    return {"Authorization": f"Bearer {token}"}


def fetched(url: str, headers: Mapping[str, str], timeout: float, body: Optional[bytes] = None, limit: Optional[int] = None) -> bytes:
    """The body of the answer. Raises ``ServerError``; ``timeout``: seconds of silence; ``limit``: bytes, instead of ``MOST_BYTES``."""
    most = MOST_BYTES if limit is None else limit
    try:
        with _opener.open(urllib.request.Request(url, data=body, headers=dict(headers)), timeout=timeout) as answer:
            content: bytes = answer.read(most + 1)
            is_whole = not answer.length
    except urllib.error.HTTPError as error:
        raise _problem(url, error) from None
    except (http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", error) or type(error).__name__
        raise ServerError("unreachable", f"{shown(url)}: no answer: {shown(reason)}") from error
    if len(content) > most:
        raise ServerError("bad-answer", f"{shown(url)}: the answer has more than {most} bytes")
    if not is_whole:
        raise ServerError("unreachable", f"{shown(url)}: the answer broke off after {len(content)} bytes")
    return content


def read_json(content: bytes, source: str) -> Any:
    """Raises ``ServerError`` for what is not JSON, nested too deeply, or holds numbers that nobody reads."""
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ServerError("bad-answer", f"{shown(source)}: the answer is not JSON") from error


def _problem(url: str, error: urllib.error.HTTPError) -> ServerError:
    """What the server said went wrong (RFC 9457)."""
    if 300 <= error.code < 400:
        place = shown(error.headers.get("Location", "somewhere else"))
        return ServerError("moved", f"{shown(url)}: the server sends on to {place}: name that address", error.code)
    try:
        document = json.loads(error.read(_MOST_PROBLEM).decode("utf-8"))
        code = str(document["type"]).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        detail = str(document.get("detail") or document.get("title"))
        field = f"{document['field']}: " if document.get("field") else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError, http.client.HTTPException):
        return ServerError("bad-answer", f"{shown(url)}: HTTP {error.code} without a problem document", error.code)
    again = error.headers.get("Retry-After")
    later = f" (try again in {shown(again)} s)" if again else ""
    return ServerError(shown(code), shown(f"{field}{detail}") + later, error.code)
