"""The briefs' own terms, without their texts."""

from .vocabulary import Leak, Metric, Split, Task

COMMON = {"task": Task, "metric": Metric, "split": Split, "leakage_risk": Leak}
FIELDS = ("task", "target", "unit", "metric", "split", "leakage_risk")


class Brief:
    def __init__(self, name, target, unit):
        self.id = name
        self.own = {"target": target, "unit": unit}

    def terms(self, field):
        return self.own[field] if field in self.own else list(COMMON[field])


BRIEFS_OF = {
    "frame_tabular": [
        Brief(
            "tax_audit",
            [
                "return picked by the head of audit",
                "tax declared",
                "tax understated by more than 10,000 euros",
            ],
            ["one company over all its years", "one return", "one year"],
        ),
        Brief(
            "shop_types",
            ["no target", "sales of the shop", "shelf plan in use today"],
            ["one kind of goods", "one sale", "one shop"],
        ),
        Brief(
            "flat_rent",
            ["days until the contract", "rent first asked", "rent in the contract"],
            ["one flat", "one landlord", "one letting"],
        ),
        Brief(
            "loan_default",
            ["amount lost in euros", "default within 24 months of the payout", "in default today"],
            ["one application, granted or not", "one customer", "one loan"],
        ),
    ],
    "frame_time": [
        Brief(
            "phone_churn",
            [
                "complaints in the next month",
                "has left by today",
                "leaves within the next two months",
            ],
            ["one customer", "one customer in one month", "one month"],
        ),
        Brief(
            "substation_load",
            [
                "highest load of the next day",
                "load in each hour of the next day",
                "load in the present hour",
            ],
            [
                "one day of the whole network",
                "one hour at one substation",
                "one substation over all its years",
            ],
        ),
        Brief(
            "sleep_stages",
            [
                "hours slept in the night",
                "most frequent stage of the night",
                "stage of each half minute",
            ],
            ["one half minute by itself", "one half minute within its night", "one patient"],
        ),
        Brief(
            "soil_nitrogen",
            ["dose of fertiliser", "harvest of the farm", "nitrogen by the chemical test"],
            ["one batch of samples", "one soil sample", "one wavelength"],
        ),
    ],
    "frame_text": [
        Brief(
            "comment_piles",
            ["next word of the comment", "pile given by the employees", "stars given by the guest"],
            ["one comment", "one hotel", "one word"],
        ),
        Brief(
            "court_names",
            [
                "number of names in the decision",
                "outcome of the case",
                "whether each word belongs to a name",
            ],
            ["one court", "one entry of the dictionary", "one word in its decision"],
        ),
        Brief(
            "city_mail",
            [
                "all departments concerned",
                "days until the answer",
                "department that got the mail first",
            ],
            ["one department", "one e-mail", "one word"],
        ),
        Brief(
            "reply_drafts",
            [
                "a reply that an agent would send",
                "the closing note",
                "what the customer writes back",
            ],
            [
                "one agent",
                "one conversation from beginning to end",
                "one message with what came before it",
            ],
        ),
    ],
    "frame_decisions": [
        Brief(
            "bakery_rolls",
            [
                "rolls asked for on the next day",
                "rolls ordered by the manager",
                "rolls sold on the next day",
            ],
            ["one roll", "one shop on one day", "one shop over all its days"],
        ),
        Brief(
            "claim_checks",
            ["amount claimed", "claim is false", "claim was checked"],
            ["one claim", "one clerk", "one customer"],
        ),
        Brief(
            "shop_search",
            [
                "grade of each candidate for its search",
                "number sold of each product",
                "price of each product",
            ],
            ["one product", "one search with its candidates", "one visitor"],
        ),
        Brief(
            "frost_warning",
            [
                "grower sprinkles",
                "night colder than 2 degrees below zero",
                "temperature at six in the evening",
            ],
            ["one grower", "one station on one night", "one station over all its years"],
        ),
    ],
    "frame_learning": [
        Brief(
            "headline_choice",
            [
                "best headline of the article",
                "click on the headline that was shown",
                "time the reader stays",
            ],
            ["one article", "one page view", "one reader"],
        ),
        Brief(
            "shuttle_moves",
            [
                "order that the dispatcher took",
                "orders finished from now to the end of the shift",
                "seconds until this order is fetched",
            ],
            ["one box", "one choice for a free shuttle", "one customer"],
        ),
        Brief(
            "kitchen_minutes",
            [
                "minutes the kitchen needs",
                "minutes until the customer eats",
                "whether the rider was late",
            ],
            ["one kitchen", "one order", "one rider"],
        ),
        Brief(
            "code_trial",
            [
                "lines written in a day",
                "next line that the developer writes",
                "share of completions kept after a day",
            ],
            ["one completion", "one developer", "one team"],
        ),
    ],
    "frame_groups": [
        Brief(
            "skin_spots",
            [
                "first guess of the clinic's doctor",
                "melanoma by the laboratory",
                "number of spots of the patient",
            ],
            ["one patient", "one practice", "one spot"],
        ),
        Brief(
            "bus_camera",
            ["safety driver has braked", "somebody in the braking zone", "speed of the bus"],
            ["one drive", "one person", "one picture"],
        ),
        Brief(
            "dock_minutes",
            [
                "lorries of the day at the depot",
                "minutes at the dock",
                "minutes planned by the depot",
            ],
            ["one depot", "one haulier", "one stop of one lorry"],
        ),
        Brief(
            "casting_photos",
            ["complaint of a customer", "number of the mould", "verdict of the inspector"],
            ["one casting", "one day of production", "one mould"],
        ),
    ],
}
