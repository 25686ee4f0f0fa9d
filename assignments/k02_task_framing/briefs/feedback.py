"""Four briefs about learning while acting: streams, trials, bandits, long-run rewards."""

from __future__ import annotations

from ..vocabulary import Brief

FEEDBACK = (
    Brief(
        id="headline_choice",
        text="""
        Newspaper on the web. For each article there are five headlines. At each page view a
        program chooses the one to show and sees whether it is clicked, never whether another
        would have been. It learns meanwhile, for an article is new for a few hours only, and
        the clicks collected along the way are all that counts. What one reader is shown changes
        nothing for the next. Before a new rule of choice goes live it is to be judged on last
        month's log. There the headline was drawn with chances that the program of the time had
        computed, and each chance is in the log.
        """,
        targets=(
            "best headline of the article",
            "click on the headline that was shown",
            "time the reader stays",
        ),
        units=(
            "one article",
            "one page view",
            "one reader",
        ),
    ),
    Brief(
        id="shuttle_moves",
        text="""
        Logistics. In an automatic warehouse 12 robot shuttles fetch boxes. Whenever one is
        free, a program chooses the open order that it goes for. The choice decides where the
        shuttle will stand next and which aisles are blocked for others: a quick fetch now may
        cost ten minutes later. What counts is the number of orders finished by the end of the
        shift. A simulator is exact enough to try a million shifts before the finished program
        is put to use. As part of the situation, the simulator hands over the shift's whole list
        of orders, also those that customers have yet to place.
        """,
        targets=(
            "order that the dispatcher took",
            "orders finished from now to the end of the shift",
            "seconds until this order is fetched",
        ),
        units=(
            "one box",
            "one choice for a free shuttle",
            "one customer",
        ),
    ),
    Brief(
        id="kitchen_minutes",
        text="""
        Logistics. A courier service tells its riders for each order how many minutes the
        kitchen will need. When the food is picked up, some twenty minutes later, the true
        number is known, whatever had been said. Kitchens change by the hour (a new cook, rain,
        a match on television), and a model of last week is off today, so the program shall
        learn from each order once its number is there. One minute off costs the same in either
        direction. To compare two programs, last month is replayed, order after order. In a
        first replay the program predicted an order, learned its true minutes at once, and went
        on to the order placed a few seconds later.
        """,
        targets=(
            "minutes the kitchen needs",
            "minutes until the customer eats",
            "whether the rider was late",
        ),
        units=(
            "one kitchen",
            "one order",
            "one rider",
        ),
    ),
    Brief(
        id="code_trial",
        text="""
        Software. A company of 60 teams uses a program that completes code. There is a new
        version, which will not learn or change during the quarter of its trial. After the trial
        the management decides once, for all: the old or the new. It wants to know by how many
        points the share of completions that are still in the code a day later rises, and how
        sure that is. Members of a team work in the same files and copy from each other, so that
        a developer with the new version changes what colleagues with the old one see and keep.
        Different teams have nothing in common. The plan on the table draws for each developer
        by lot who gets the new version.
        """,
        targets=(
            "lines written in a day",
            "next line that the developer writes",
            "share of completions kept after a day",
        ),
        units=(
            "one completion",
            "one developer",
            "one team",
        ),
    ),
)
