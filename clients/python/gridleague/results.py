"""What a server knows, as lists of dictionaries: leagues, runs, boards, matches, rounds, schedules. Standard library alone.

    from gridleague import Server

    server = Server("http://127.0.0.1:3000")
    board = server.board("demo")
    board.frame()              # a pandas DataFrame, where pandas is installed
"""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, Iterator, List, Mapping, Optional

from .errors import GridLeagueError, ServerError

Row = Dict[str, Any]

#: Entries that are asked for at a time.
_PAGE = 500
#: What a problem document may say here, characters.
_MOST_SHOWN = 1000
_NUMBER = re.compile(r"-?(\d+)(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
#: Columns of texts, though some look like numbers: names, ids, digits of a hash.
_TEXTS = frozenset(
    "id name version row plugin match scenario dealer dealer_id teams team_ids outcome result_hash resource unit role household "
    "line receiver part kpi time cluster bundle label".split()
)


class Table(List[Row]):
    """Rows by column name, in order."""

    def frame(self) -> Any:
        """The same as a ``pandas.DataFrame``. Raises ``GridLeagueError`` where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise GridLeagueError("no-pandas", "data frames need pandas: pip install pandas") from error
        return pandas.DataFrame(list(self))


class Server:
    """A server's results. Raises ``ServerError``: its ``code`` is the server's name of the problem, or ``unreachable``."""

    def __init__(self, url: str = "http://127.0.0.1:3000", token: Optional[str] = None, timeout: float = 60.0) -> None:
        """``token``: a team's or the administrator's, for what is not for everybody; ``timeout``: seconds of silence."""
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise ServerError("bad-address", f"{url!r} is no address of a server: http://... or https://...")
        self._base = url.rstrip("/") + "/api"
        self._token = token
        self._timeout = timeout

    def leagues(self) -> Table:
        return Table(self._items("/leagues"))

    def league(self, league: str) -> Row:
        return self._row(f"/leagues/{_part(league)}")

    def runs(self, league: str) -> Table:
        """The runs of a league, oldest first."""
        return Table(self._items(f"/leagues/{_part(league)}/runs"))

    def run(self, run: str) -> Row:
        return self._row(f"/runs/{_part(run)}")

    def board(
        self, league: str, kind: str = "agent", run: str = "latest", weights: Optional[Mapping[str, float]] = None
    ) -> Table:
        """The board of a league, best first, then the reference lines (column ``row``): means with ``_low`` and ``_high``,
        ranks as intervals. ``kind``: ``agent`` or ``dealer``; ``run``: an id, ``latest`` or ``pooled``; ``weights``: one's own.
        """
        query = {"kind": kind, "run": run, "format": "csv"}
        if weights is not None:
            query["weights"] = ",".join(f"{metric}:{weight:g}" for metric, weight in weights.items())
        return _table(self._text(f"/leagues/{_part(league)}/leaderboard", query))

    def board_document(self, league: str, kind: str = "agent", run: str = "latest") -> Row:
        """The same with everything that the server says of it: comparisons, scores per block."""
        return self._row(f"/leagues/{_part(league)}/leaderboard", {"kind": kind, "run": run})

    def matches(self, run: str) -> Table:
        """The matches of a run in the order of its plan, those to come among them."""
        return Table(self._items(f"/runs/{_part(run)}/matches"))

    def match(self, match: str) -> Row:
        """A match with its ``report``; None until it has been played."""
        return self._row(f"/matches/{_part(match)}")

    def rounds(self, match: str) -> Table:
        """The raw rounds of a match: prices and trades as lists."""
        rounds: List[Row] = json.loads(self._text(f"/matches/{_part(match)}/rounds"))
        return Table(rounds)

    def tables(self, match: str) -> Dict[str, Table]:
        """All tables of a match by name, as ``play --csv`` writes them. The server plays it again for this: ask seldom."""
        with tarfile.open(fileobj=io.BytesIO(self._bytes(f"/matches/{_part(match)}/tables"))) as archive:
            found: Dict[str, Table] = {}
            for member in archive.getmembers():
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and member.name.endswith(".csv"):
                    name = member.name.rsplit("/", 1)[-1][: -len(".csv")]
                    found[name] = _table(file.read().decode("utf-8"))
            return found

    def schedules(self, match: str) -> Table:
        """What every household of a community did in each period. Raises ``ServerError`` where there are no households."""
        tables = self.tables(match)
        if "schedules" not in tables:
            raise ServerError("no-schedules", f"match {match} was played in no energy community")
        return tables["schedules"]

    def _items(self, path: str) -> Iterator[Row]:
        cursor: Optional[str] = None
        while True:
            query = {"limit": str(_PAGE)}
            if cursor is not None:
                query["cursor"] = cursor
            page = self._row(path, query)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _row(self, path: str, query: Optional[Mapping[str, str]] = None) -> Row:
        text = self._text(path, query)
        try:
            row = json.loads(text)
        except json.JSONDecodeError as error:
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is not JSON") from error
        if not isinstance(row, dict):
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is no object")
        return row

    def _text(self, path: str, query: Optional[Mapping[str, str]] = None) -> str:
        return self._bytes(path, query).decode("utf-8")

    def _bytes(self, path: str, query: Optional[Mapping[str, str]] = None) -> bytes:
        url = f"{self._base}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        headers = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=self._timeout) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            raise _problem(url, error) from None
        except (urllib.error.URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise ServerError("unreachable", f"{self._base}: no answer: {reason}") from error


def _problem(url: str, error: urllib.error.HTTPError) -> ServerError:
    """What the server said went wrong (RFC 9457)."""
    try:
        document = json.loads(error.read().decode("utf-8"))
        code = str(document["type"]).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        detail = str(document.get("detail") or document.get("title"))
        field = f"{document['field']}: " if document.get("field") else ""
    except (ValueError, KeyError, TypeError):
        return ServerError("bad-answer", f"{url}: HTTP {error.code} without a problem document", error.code)
    again = error.headers.get("Retry-After")
    later = f" (try again in {again} s)" if again else ""
    return ServerError(code, f"{field}{detail}"[:_MOST_SHOWN] + later, error.code)


def _part(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _table(text: str) -> Table:
    """A CSV of ours: empty cells are None, columns of numbers and of true and false are such."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    table = Table(dict(row) for row in rows)
    for column in rows[0] if rows else ():
        cells = [row[column] for row in rows]
        read = _reader(column, cells)
        for row, cell in zip(table, cells):
            row[column] = None if cell in ("", None) else read(cell)
    return table


def _reader(column: str, cells: List[str]) -> Any:
    said = [cell for cell in cells if cell not in ("", None)]
    if column not in _TEXTS and said:
        if all(cell in ("true", "false") for cell in said):
            return lambda cell: cell == "true"
        if all(_NUMBER.fullmatch(cell) or cell in ("Infinity", "-Infinity", "NaN") for cell in said):
            whole = all(re.fullmatch(r"-?\d+", cell) for cell in said)
            return int if whole else float
    # What a spreadsheet would take for a formula came with an apostrophe in front.
    return lambda cell: cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell
