"""GridLeague in Python: matches as environments, strategies, and results. Guide: docs/python.md."""

from .agent import Agent
from .engine import Engine
from .env import MarketEnv
from .errors import EngineError, EngineLostError, GridLeagueError, OverBudgetError, ServerError, ToolError
from .market import Bid, Briefing, BundleOption, Fill, Order, Tools, Trade, View
from .match import OUTSIDE, Match, MatchTask, Turn
from .results import Server
from .sdk import ExponentialAverage, affordable, dot, earliest_end, offering, without_orders
from .vector import VectorEnv

__version__ = "0.3.0"

__all__ = [
    "OUTSIDE",
    "Agent",
    "Bid",
    "Briefing",
    "BundleOption",
    "Engine",
    "EngineError",
    "EngineLostError",
    "ExponentialAverage",
    "Fill",
    "GridLeagueError",
    "MarketEnv",
    "Match",
    "MatchTask",
    "Order",
    "OverBudgetError",
    "Server",
    "ServerError",
    "ToolError",
    "Tools",
    "Trade",
    "Turn",
    "VectorEnv",
    "View",
    "affordable",
    "dot",
    "earliest_end",
    "offering",
    "without_orders",
]
