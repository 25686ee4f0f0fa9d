"""Four briefs about decisions: the forecast that is best depends on what is done with it."""

from __future__ import annotations

from ..vocabulary import Brief

DECISIONS = (
    Brief(
        id="bakery_rolls",
        text="""
        Retail. At eight in the evening a bakery orders the rolls that each of its 25 shops will
        have the next day; nothing can be ordered later. A roll left over costs 20 cents, a roll
        asked for in vain 60. The number that the program gives is ordered as it is. Shops note
        what is asked for in vain, so that the demand of each day of three years is known. The
        inputs are the calendar, the demand of the days up to the order, and the weather
        forecast as it was issued that evening. Each input is computed anew for each test day,
        from earlier days alone, and the plan is for the coming year in the same shops.
        """,
        targets=(
            "rolls asked for on the next day",
            "rolls ordered by the manager",
            "rolls sold on the next day",
        ),
        units=(
            "one roll",
            "one shop on one day",
            "one shop over all its days",
        ),
    ),
    Brief(
        id="claim_checks",
        text="""
        Insurance. For each of next month's 40,000 household claims a program says on the day of
        arrival: check, or pay at once. A check costs 90 euros, and a false claim that is paid
        costs 1,500; any number may be checked. About 2 claims of 100 are false. The program is
        to be learned from the claims of four years, all inputs as they stood on arrival. Until
        now, only claims that a clerk found suspicious were checked; for all others nobody
        looked, and the column false claim says no.
        """,
        targets=(
            "amount claimed",
            "claim is false",
            "claim was checked",
        ),
        units=(
            "one claim",
            "one clerk",
            "one customer",
        ),
    ),
    Brief(
        id="shop_search",
        text="""
        Web shop. For each search, a shop for tools shows 40 candidate products from top to
        bottom. People look at the first few, at the rest hardly ever, and nobody sees the
        numbers by which they were sorted. For 3,000 different searches, all made in one week,
        employees have graded each of the 40 candidates from 0 (useless) to 3 (just this),
        whether or not it was ever clicked. A row is one candidate of one search: words in
        common, price, stock. Most searches to come are not among the 3,000, while the 40 rows
        of one search are much alike.
        """,
        targets=(
            "grade of each candidate for its search",
            "number sold of each product",
            "price of each product",
        ),
        units=(
            "one product",
            "one search with its candidates",
            "one visitor",
        ),
    ),
    Brief(
        id="frost_warning",
        text="""
        Agriculture. At six in the evening a weather service tells 300 fruit growers, for the
        weather station in their orchard, how likely it is that the coming night will be colder
        than 2 degrees below zero. Each grower compares the percentage with his own costs: where
        sprinkling is cheap one acts at 5 percent, elsewhere at 40. The service must serve them
        all with one number. For the 120 stations, which stay the same, there are ten years of
        evenings with temperature, wind and humidity until six o'clock, and the cloud cover of
        the night, which the satellite centre delivers the next morning.
        """,
        targets=(
            "grower sprinkles",
            "night colder than 2 degrees below zero",
            "temperature at six in the evening",
        ),
        units=(
            "one grower",
            "one station on one night",
            "one station over all its years",
        ),
    ),
)
