"""Orders as rows of numbers, as an action of the environment may state them."""

from __future__ import annotations

from typing import Any, Iterable, List

from .market import Order

#: Before the bundle in a row: kind (< 0: no order, 0: limited, 1: unlimited), limit, cap.
HEAD = 3


def orders_of(rows: Iterable[Any]) -> List[Order]:
    """The orders in rows; a row may be an ``Order`` itself."""
    return [row if isinstance(row, Order) else _order_of(row) for row in rows if _is_order(row)]


def _is_order(row: Any) -> bool:
    return isinstance(row, Order) or row[0] >= 0


def _order_of(row: Any) -> Order:
    kind, limit, cap, *bundle = (float(x) for x in row)
    return Order(bundle, limit) if kind < 0.5 else Order(bundle, limit, "unlimited", cap)
