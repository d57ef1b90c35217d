"""Writes the trained strategy of ``markdown_policy.py`` as a plugin: a TypeScript file that plays on any server.

    python3 clients/python/examples/export_plugin.py learned-markdown.ts             # the weights that come along
    python3 clients/python/examples/export_plugin.py learned-markdown.ts mine.json   # those of a training of one's own

The plugin computes what the Python strategy computes, operation by operation, so both play to the same result hash.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Sequence

from markdown_policy import FEATURES, PATIENCE, LearnedMarkdown, weights_of

TEMPLATE = """import { affordable, defineAgent, dot, earliestEnd } from '@gridleague/sdk';

/** Of: %(features)s. Learned by clients/python/examples/train_markdown.py. */
const WEIGHTS = [%(weights)s];
/** Rounds after which it is late, where the match lasts longer. */
const PATIENCE = %(patience)d;
/** Least that a limit lies above the price of the bundle, money. */
const TICK = 1e-6;

/** Offers a share of its gain that depends on the time and the gain, by weights that were learned from matches. */
export default defineAgent({
  name: '%(name)s',
  description: '%(description)s',
  create: (briefing) => {
    const deadline = Math.min(earliestEnd(briefing), PATIENCE);
    return {
      bid: (view, tools) => {
        const time = Math.min(1, view.round / deadline);
        const orders = tools.bestBundles(view.prices).map((option, index) => {
          const charge = dot(view.prices, option.bundle);
          const gain = Math.max(0, option.value - charge);
          const share = gain / (Math.abs(charge) + gain + 1e-9);
          const seen = [1, time, time * time, share, view.call ? 1 : 0, index === 0 ? 1 : 0, share * time];
          const u = dot(WEIGHTS, seen);
          const offer = 0.5 * (1 + u / (1 + Math.abs(u)));
          const low = Math.min(option.value, charge + TICK);
          return { ...option, limit: offer === 1 ? option.value : low + offer * (option.value - low) };
        });
        return affordable(orders, view);
      },
    };
  },
});
"""


def plugin(weights: Sequence[float]) -> str:
    return TEMPLATE % {
        "features": ", ".join(FEATURES),
        # The shortest digits that name the same double, in both languages.
        "weights": ", ".join(repr(weight) for weight in weights),
        "patience": PATIENCE,
        "name": LearnedMarkdown.name,
        "description": LearnedMarkdown.description,
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(plugin(weights_of(*map(Path, sys.argv[2:3]))))
