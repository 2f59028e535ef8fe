"""The cycle's rules among single people as mesa writes them: one object each, stepped in turn.

    python cycle_mesa.py PEOPLE WEEKS FRIENDS    print processor seconds and customers

Rates come as JSON on stdin, so that both sides live by the same ones. People are told by fixed
friends, as in `ringtrue.cost.cycle.agents` with `Contacts.FRIENDS`.
"""

from __future__ import annotations

import json
import math
import sys
from time import process_time

import mesa

POTENTIAL, CUSTOMER, TALKING, LOST = range(4)


class Person(mesa.Agent):
    """Somebody of the market, who remembers what was heard this week."""

    def __init__(self, model: Market) -> None:
        super().__init__(model)
        self.state = POTENTIAL
        self.good = self.bad = 0
        self.friends: list[Person] = []

    def speak(self) -> None:
        """Tell friends, as often as the rules let somebody."""
        rates = self.model.rates
        if self.state == TALKING:
            for _ in range(self.model.words(rates["put_off"])):
                self.random.choice(self.friends).bad += 1
        elif self.state == CUSTOMER:
            for _ in range(self.model.words(rates["won_by_word"])):
                self.random.choice(self.friends).good += 1

    def decide(self) -> None:
        """Become what chance and words make of somebody."""
        chances, draw = self.model.chances, self.random.random()
        if self.state == POTENTIAL:
            if self.bad:
                self.state = LOST
            elif self.good or draw < chances["won"]:
                self.state = CUSTOMER
        elif self.state == CUSTOMER:
            if draw < chances["left"]:
                self.state = TALKING
            elif draw < chances["gone"]:
                self.state = POTENTIAL
        elif self.state == TALKING:
            if draw < chances["quiet"]:
                self.state = LOST
        elif draw < chances["back"]:
            self.state = POTENTIAL
        self.good = self.bad = 0


class Market(mesa.Model):
    """Everybody, and the advertising that answers a lack of customers."""

    def __init__(self, people: int, friends: int, rates: dict[str, float]) -> None:
        super().__init__(seed=1)
        self.rates, self.advertising = rates, rates["advertising"]
        self.people = [Person(self) for _ in range(people)]
        for person in self.people:
            person.friends = self.random.choices(self.people, k=friends)

    def words(self, rate: float) -> int:
        """How often somebody speaks this week: Poisson, for small rates."""
        draw, total, spoken = self.random.random(), math.exp(-rate), 0
        term = total
        while draw > total:
            spoken += 1
            term *= rate / spoken
            total += term
        return spoken

    def step(self) -> None:
        """A week."""
        rates = self.rates
        left = -math.expm1(-rates["disappointed"])
        self.chances = {
            "won": -math.expm1(-rates["won_by_advertising"] * self.advertising),
            "left": left,
            "gone": left - (1 - left) * math.expm1(-rates["drift"]),
            "quiet": -math.expm1(-rates["quiet"]),
            "back": -math.expm1(-rates["back"]),
        }
        customers = sum(each.state == CUSTOMER for each in self.people) / len(self.people)
        for person in self.people:
            person.speak()
        for person in self.people:
            person.decide()
        aim = rates["advertising"] + rates["answer"] * max(0.0, rates["wanted"] - customers)
        self.advertising -= (aim - self.advertising) * math.expm1(-1 / rates["answer_weeks"])


def main() -> None:
    """Build the market, time its weeks."""
    people, weeks, friends = map(int, sys.argv[1:])
    market = Market(people, friends, json.load(sys.stdin))
    begun = process_time()
    for _ in range(weeks):
        market.step()
    seconds = process_time() - begun
    customers = sum(each.state == CUSTOMER for each in market.people) / people
    print(json.dumps({"seconds": seconds, "customers": customers}))


if __name__ == "__main__":
    main()
