"""What a server knows, as lists of dictionaries: leagues, runs, boards, matches, rounds, schedules. Standard library alone.

    from gridleague import Server

    server = Server("http://127.0.0.1:3000")
    board = server.board("demo")
    board.frame()              # a pandas DataFrame, where pandas is installed
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
import urllib.parse
import zlib
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from .errors import GridLeagueError, ServerError, shown
from .fetch import MOST_BYTES, authorization, fetched, read_json, server_address

Row = Dict[str, Any]

#: Entries that are asked for at a time.
_PAGE = 500
#: Rows of a list, and files of an archive.
_MOST_ROWS = 5_000_000
_MOST_FILES = 1000
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
        self._base = server_address(url) + "/api"
        self._headers = authorization(token)
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
        return self._table(f"/leagues/{_part(league)}/leaderboard", query)

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
        path = f"/matches/{_part(match)}/rounds"
        return Table(self._rows(self._json(path), path))

    def tables(self, match: str) -> Dict[str, Table]:
        """All tables of a match by name, as ``play --csv`` writes them. The server plays it again for this: ask seldom."""
        path = f"/matches/{_part(match)}/tables"
        try:
            return {name: _table(text) for name, text in _files_of(self._bytes(path))}
        except (tarfile.TarError, EOFError, OSError, ValueError, csv.Error, zlib.error) as error:
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is no archive of tables: {shown(error)}") from error

    def schedules(self, match: str) -> Table:
        """What every household of a community did in each period. Raises ``ServerError`` where there are no households."""
        tables = self.tables(match)
        if "schedules" not in tables:
            raise ServerError("no-schedules", f"match {match} was played in no energy community")
        return tables["schedules"]

    def _items(self, path: str) -> Iterator[Row]:
        cursor: Optional[str] = None
        told = 0
        while True:
            query = {"limit": str(_PAGE)}
            if cursor is not None:
                query["cursor"] = cursor
            page = self._row(path, query)
            items = self._rows(page.get("items"), path)
            told += len(items)
            yield from items
            following = page.get("next")
            if following is None:
                return
            # A list that goes on names something each time, and something new.
            if not isinstance(following, str) or following == cursor or not items or told > _MOST_ROWS:
                raise ServerError("bad-answer", f"{self._base}{path}: the list does not end")
            cursor = following

    def _rows(self, items: Any, path: str) -> List[Row]:
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is no list of objects")
        return items

    def _row(self, path: str, query: Optional[Mapping[str, str]] = None) -> Row:
        row = self._json(path, query)
        if not isinstance(row, dict):
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is no object")
        return row

    def _json(self, path: str, query: Optional[Mapping[str, str]] = None) -> Any:
        return read_json(self._bytes(path, query), f"{self._base}{path}")

    def _table(self, path: str, query: Mapping[str, str]) -> Table:
        try:
            return _table(self._bytes(path, query).decode("utf-8"))
        except (ValueError, csv.Error) as error:
            raise ServerError("bad-answer", f"{self._base}{path}: the answer is no table: {shown(error)}") from error

    def _bytes(self, path: str, query: Optional[Mapping[str, str]] = None) -> bytes:
        url = f"{self._base}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        return fetched(url, self._headers, self._timeout)


def _part(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _files_of(archive: bytes) -> Iterator[Tuple[str, str]]:
    """The CSV files of a packed archive by name, of so many bytes in all as an answer may have. Raises ``ValueError``, and what its readers raise."""
    with gzip.GzipFile(fileobj=io.BytesIO(archive)) as packed:
        content = packed.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"it unfolds to more than {MOST_BYTES} bytes")
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as files:
        for number, member in enumerate(files):
            if number >= _MOST_FILES:
                raise ValueError(f"it has more than {_MOST_FILES} files")
            # What a file of holes says it holds is nowhere.
            if not member.isfile() or member.issparse() or not member.name.endswith(".csv"):
                continue
            file = files.extractfile(member)
            if file is not None:
                yield member.name.rsplit("/", 1)[-1][: -len(".csv")], file.read().decode("utf-8")


def _table(text: str) -> Table:
    """A CSV of ours: empty cells are None, columns of numbers and of true and false are such. Raises ``ValueError``, ``csv.Error``."""
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    for number, row in enumerate(rows):
        if None in row or None in row.values():
            raise ValueError(f"row {number + 1} has not as many cells as there are columns")
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
