"""What is left to pay from wherever a path may be, at all levels of standing at once, before any path is tried.

Worked out from the goal backward for half of the hops, then from what the start can reach for the others: nothing is looked at but what
lies within half of the hops of one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .index import Bytes, Numbers
from .network import FAR, HOP, UNWALKED, Network

LEVELS = (0, 1, 3)  # the worst standing, by its place in `STANDINGS`, that is walked at each level
ALL = len(LEVELS) - 1
COSTS = np.array([[HOP + standing if standing <= worst else FAR for standing in range(UNWALKED + 1)] for worst in LEVELS], np.int32)
"""What a step costs, by level and standing."""

_GOAL = 1


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps from some entities, those from one side by side: of each the slots of both its ends, and how good it is."""

    sources: Numbers
    ends: Numbers
    standings: Bytes


class Left:
    """What is left to pay, for one start, one goal and a number of hops.

    What is known of an entity stands at its slot; slot 0 is of all that were never met. `_arriving[h]` says, by level, what is left on
    arriving at an entity when `h` more hops are allowed, else `FAR`. It forgets that no entity may come twice, but for one case: at the
    last level a way on that turns straight back, over `_via[h]`, is not taken, but the best other one, `_other[h]`. So up to four hops it
    forgets nothing.

    What costs more than the bound of its level may be left out, and what has fewer hops than are asked for: who gives `bounds` knows it.
    """

    def __init__(self, network: Network, slots: Numbers, first: int, last: int, max_hops: int, bounds: Numbers) -> None:
        self._network, self._slots, self._first = network, slots, first
        self.nodes: Numbers = np.array([0, last], np.int32)  # at each slot; theirs are to be set to 0 again in the end
        slots[last] = _GOAL
        starting, ending = self._beside_ends(max_hops, bounds)
        half = max_hops // 2
        if max_hops == 3 and network.count_steps(ending) < network.count_steps(starting):
            half = 2  # either end's neighbours will do
        back = [self._steps(self.nodes[_GOAL:])] if half else []
        if half > 1:
            back.append(self._steps(np.concatenate((self.nodes[_GOAL : _GOAL + 1], ending))))
        while len(back) < half:
            back.append(self._steps(self._passable(self.nodes[_GOAL:])))
        reached = [starting] if max_hops - half > 1 else []
        while len(reached) < max_hops - half - 1:
            reached.append(np.union1d(reached[-1], self._onward(reached[-1])))
        for nodes in reached:
            self._meet(nodes)
        self._through = network.through[self.nodes]
        self._through[[0, _GOAL, slots[first]]] = FAR, 0, FAR
        self._arriving = [self._table()]
        self._arriving[0][:, _GOAL] = 0
        self._via, self._other = dict[int, Numbers](), dict[int, Numbers]()
        for steps in back:
            self._go_back(steps)
        for nodes in reversed(reached):
            self._come_from(nodes)

    def _beside_ends(self, max_hops: int, bounds: Numbers) -> tuple[Numbers, Numbers]:
        """The neighbours of the start and of the goal that may stand between the two, without those that cost too much.

        Too much is what leaves no path of `max_hops` hops within the bound of any level. That is looked at up to four hops: with
        more, an entity beside an end need not be the first or the last on the way.
        """
        (starting, paid), (ending, left) = (self._beside(end) for end in (self._first, int(self.nodes[_GOAL])))
        if max_hops <= 4 and len(starting) and len(ending):
            spare = (bounds - (max_hops - 2) * HOP)[:, None]
            worth = [(one + other.min(axis=1, keepdims=True) <= spare).any(axis=0) for one, other in ((paid, left), (left, paid))]
            starting, ending = starting[worth[0]], ending[worth[1]]
        return starting, ending

    def _beside(self, end: int) -> tuple[Numbers, Numbers]:
        """The neighbours of one of the two ends that one may go through, and by level what it costs to go there and through."""
        at = self._network.steps(end)
        nodes, costs = self._network.index.ends[at], COSTS[:, self._network.standings[at]]
        costs += self._network.through[nodes]
        passable = (costs[ALL] < FAR) & (nodes != self._first) & (nodes != self.nodes[_GOAL])
        return nodes[passable], costs[:, passable]

    def arriving(self, hops: int, level: int, ends: Numbers, source: int) -> Numbers:
        """Return what is left at a level on arriving from one entity at others, all given by number, with so many hops to go."""
        at = self._slots[ends]
        left = self._arriving[hops][level][at]
        return self._unturned(hops, left, at, self._slots[source]) if level == ALL else left

    def _unturned(self, hops: int, left: Numbers, at: Numbers, sources: Numbers) -> Numbers:
        """What is left at the last level, with the best other way where the best is over the entity that one comes from."""
        if hops not in self._via:
            return left
        unturned: Numbers = np.where(self._via[hops][at] == sources, self._other[hops][at], left)
        return unturned

    def _passable(self, nodes: Numbers) -> Numbers:
        """Those of some entities that one may go through, and the goal if it comes first."""
        passable: NDArray[np.bool_] = (self._network.through[nodes] < FAR) & (nodes != self._first)
        passable[:1] |= nodes[:1] == self.nodes[_GOAL]
        return nodes[passable]

    def _onward(self, nodes: Numbers) -> Numbers:
        """The entities beyond one step from these that one may go through; some may come more than once."""
        _, ends, _ = self._network.all_steps(nodes)
        return self._passable(ends[ends != self.nodes[_GOAL]])

    def _steps(self, nodes: Numbers) -> _Steps:
        """All steps from some entities that were met; where they lead is met now."""
        sources, ends, standings = self._network.all_steps(nodes)
        self._meet(ends)
        return _Steps(self._slots[nodes][sources], self._slots[ends], standings)

    def _meet(self, nodes: Numbers) -> None:
        """Give those that have none a slot."""
        new = nodes[self._slots[nodes] == 0]
        places = np.arange(len(new), dtype=np.int32)
        self._slots[new] = places
        once = new[self._slots[new] == places]
        self._slots[once] = np.arange(len(self.nodes), len(self.nodes) + len(once), dtype=np.int32)
        self.nodes = np.concatenate((self.nodes, once))

    def _table(self) -> Numbers:
        return np.full((len(LEVELS), len(self.nodes)), FAR, np.int32)

    def _go_back(self, steps: _Steps) -> None:
        """Add what is left with one hop more, where each step may be taken the other way."""
        hops = len(self._arriving)
        left, rows = self._table(), np.arange(len(LEVELS), dtype=np.int32)[:, None] * len(self.nodes)
        paid = self._arriving[-1][:, steps.sources] + COSTS[:, steps.standings]
        np.minimum.at(left.reshape(-1), (steps.ends + rows).reshape(-1), paid.reshape(-1))
        if hops > 1:
            via, other = np.zeros(len(self.nodes), np.int32), np.full(len(self.nodes), FAR, np.int32)
            best = paid[ALL] == left[ALL][steps.ends]
            via[steps.ends[best]] = steps.sources[best]
            rest = via[steps.ends] != steps.sources
            np.minimum.at(other, steps.ends[rest], paid[ALL][rest])
            self._via[hops], self._other[hops] = via, self._arrived(other)
        self._arriving.append(self._arrived(left))

    def _come_from(self, nodes: Numbers) -> None:
        """Add what is left with one hop more, for these entities only."""
        hops = len(self._arriving) - 1
        sources, ends, standings = self._network.all_steps(nodes)
        at, mine = self._slots[ends], self._slots[nodes]
        ahead = self._arriving[-1][:, at]
        ahead[ALL] = self._unturned(hops, ahead[ALL], at, mine[sources])
        begins = np.flatnonzero(np.diff(sources, prepend=-1))
        left = self._table()
        if len(nodes):
            left[:, mine] = np.minimum.reduceat(ahead + COSTS[:, standings], begins, axis=1)
        self._arriving.append(self._arrived(left))

    def _arrived(self, left: Numbers) -> Numbers:
        """What is left on arriving, where that much is on going on."""
        left += self._through
        np.minimum(left, FAR, out=left)
        left[..., _GOAL] = 0
        return left
