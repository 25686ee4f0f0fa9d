"""The terms of all fields, without their meanings: what the checks of form look up."""

from dataclasses import dataclass

FIELDS = ("task", "target", "unit", "metric", "split", "leakage_risk")

COMMON = {
    "task": """
binary classification | multiclass classification | multilabel classification | regression
| forecasting | ranking | sequence labeling | text generation | clustering |
online learning | A/B test | bandit | reinforcement learning
""",
    "metric": """
accuracy | macro F1 | precision at k | average precision | expected cost | log loss | MAE
| RMSE | quantile loss | NDCG | span F1 | human preference | adjusted Rand index |
effect with interval | cumulative reward | expected return | progressive loss
""",
    "split": """
random | by time | by group | test then train | randomised experiment | off-policy |
fresh episodes
""",
    "leakage_risk": """
later feature | late labels | shared entity | seen test items | fitted on all rows |
chosen actions only | spillover | none
""",
}

OWN = """\
[frame_tabular]
tax_audit
  target return picked by the head of audit
  target tax declared
  target tax understated by more than 10,000 euros
  unit one company over all its years
  unit one return
  unit one year
shop_types
  target no target
  target sales of the shop
  target shelf plan in use today
  unit one kind of goods
  unit one sale
  unit one shop
flat_rent
  target days until the contract
  target rent first asked
  target rent in the contract
  unit one flat
  unit one landlord
  unit one letting
loan_default
  target amount lost in euros
  target default within 24 months of the payout
  target in default today
  unit one application, granted or not
  unit one customer
  unit one loan
[frame_time]
phone_churn
  target complaints in the next month
  target has left by today
  target leaves within the next two months
  unit one customer
  unit one customer in one month
  unit one month
substation_load
  target highest load of the next day
  target load in each hour of the next day
  target load in the present hour
  unit one day of the whole network
  unit one hour at one substation
  unit one substation over all its years
sleep_stages
  target hours slept in the night
  target most frequent stage of the night
  target stage of each half minute
  unit one half minute by itself
  unit one half minute within its night
  unit one patient
soil_nitrogen
  target dose of fertiliser
  target harvest of the farm
  target nitrogen by the chemical test
  unit one batch of samples
  unit one soil sample
  unit one wavelength
[frame_text]
comment_piles
  target next word of the comment
  target pile given by the employees
  target stars given by the guest
  unit one comment
  unit one hotel
  unit one word
court_names
  target number of names in the decision
  target outcome of the case
  target whether each word belongs to a name
  unit one court
  unit one entry of the dictionary
  unit one word in its decision
city_mail
  target all departments concerned
  target days until the answer
  target department that got the mail first
  unit one department
  unit one e-mail
  unit one word
reply_drafts
  target a reply that an agent would send
  target the closing note
  target what the customer writes back
  unit one agent
  unit one conversation from beginning to end
  unit one message with what came before it
[frame_decisions]
bakery_rolls
  target rolls asked for on the next day
  target rolls ordered by the manager
  target rolls sold on the next day
  unit one roll
  unit one shop on one day
  unit one shop over all its days
claim_checks
  target amount claimed
  target claim is false
  target claim was checked
  unit one claim
  unit one clerk
  unit one customer
shop_search
  target grade of each candidate for its search
  target number sold of each product
  target price of each product
  unit one product
  unit one search with its candidates
  unit one visitor
frost_warning
  target grower sprinkles
  target night colder than 2 degrees below zero
  target temperature at six in the evening
  unit one grower
  unit one station on one night
  unit one station over all its years
[frame_learning]
headline_choice
  target best headline of the article
  target click on the headline that was shown
  target time the reader stays
  unit one article
  unit one page view
  unit one reader
shuttle_moves
  target order that the dispatcher took
  target orders finished from now to the end of the shift
  target seconds until this order is fetched
  unit one box
  unit one choice for a free shuttle
  unit one customer
kitchen_minutes
  target minutes the kitchen needs
  target minutes until the customer eats
  target whether the rider was late
  unit one kitchen
  unit one order
  unit one rider
code_trial
  target lines written in a day
  target next line that the developer writes
  target share of completions kept after a day
  unit one completion
  unit one developer
  unit one team
[frame_groups]
skin_spots
  target first guess of the clinic's doctor
  target melanoma by the laboratory
  target number of spots of the patient
  unit one patient
  unit one practice
  unit one spot
bus_camera
  target safety driver has braked
  target somebody in the braking zone
  target speed of the bus
  unit one drive
  unit one person
  unit one picture
dock_minutes
  target lorries of the day at the depot
  target minutes at the dock
  target minutes planned by the depot
  unit one depot
  unit one haulier
  unit one stop of one lorry
casting_photos
  target complaint of a customer
  target number of the mould
  target verdict of the inspector
  unit one casting
  unit one day of production
  unit one mould
"""


def listed(text):
    return [term.strip() for term in text.replace("\n", " ").split("|")]


@dataclass
class Brief:
    id: str
    targets: list[str]
    units: list[str]

    def terms(self, field):
        own = {"target": self.targets, "unit": self.units}
        return own[field] if field in own else listed(COMMON[field])


def read(text):
    briefs = {}
    for line in text.splitlines():
        if line.startswith("["):
            own = briefs[line.strip("[]")] = []
        elif not line.startswith(" "):
            own.append(Brief(line, [], []))
        else:
            field, term = line.split(maxsplit=1)
            (own[-1].targets if field == "target" else own[-1].units).append(term)
    return briefs


BRIEFS_OF = read(OWN)
