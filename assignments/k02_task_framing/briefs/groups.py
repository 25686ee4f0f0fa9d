"""Four briefs about groups: whom the program will meet, and whom it has met."""

from __future__ import annotations

from ..vocabulary import Brief

GROUPS = (
    Brief(
        id="skin_spots",
        text="""
        Hospital. A family doctor photographs a conspicuous spot on the skin and gets a score:
        the higher, the more it looks like melanoma. The size of the score means nothing. Each
        practice will move its own threshold, and nobody knows yet where to; so only the order
        that the scores give to spots counts, at all thresholds. Of 9,600 spots, one photograph
        each, the laboratory has found 2 in 100 to be melanoma. They belong to 1,200 patients of
        one clinic and one summer, 8 spots each; all photographs of a patient show the same skin
        in the same light. The family doctors' patients are other people.
        """,
        targets=(
            "first guess of the clinic's doctor",
            "melanoma by the laboratory",
            "number of spots of the patient",
        ),
        units=(
            "one patient",
            "one practice",
            "one spot",
        ),
    ),
    Brief(
        id="bus_camera",
        text="""
        Driverless bus. A camera takes ten pictures a second. For each picture, and from it
        alone, a program says whether somebody is in the braking zone, and the bus brakes or
        drives on at once. By the scale of the safety office, braking for nothing costs 1 and
        not braking for somebody 500. The data are 250 drives of twenty minutes in 250 streets,
        within two weeks, each picture labelled by hand. A picture and the next one are almost
        the same. The bus will drive in streets where it has never been.
        """,
        targets=(
            "safety driver has braked",
            "somebody in the braking zone",
            "speed of the bus",
        ),
        units=(
            "one drive",
            "one person",
            "one picture",
        ),
    ),
    Brief(
        id="dock_minutes",
        text="""
        Logistics. When a lorry registers at a depot's gate, a program says how many minutes it
        will stand at the dock. Each minute off, in either direction, costs the same. A software
        firm has the 500,000 stops at 40 depots that shared their data, all of the same two
        years: load, type of lorry, haulier, size and cranes of the depot. It sells the program
        to depots that are not among the 40, have no data yet, and must be told beforehand how
        well it will work for them. Hauliers drive to old and new depots alike. One input, the
        usual minutes of the haulier, is the mean over all 500,000 stops, computed before
        anything was set aside for testing.
        """,
        targets=(
            "lorries of the day at the depot",
            "minutes at the dock",
            "minutes planned by the depot",
        ),
        units=(
            "one depot",
            "one haulier",
            "one stop of one lorry",
        ),
    ),
    Brief(
        id="casting_photos",
        text="""
        Factory. A foundry photographs each casting, and a robot shall put it into one of five
        bins: good, pores, crack, cold run, wrong size. Of 100 castings 90 are good, and a crack
        comes once in 200; the manager wants each of the five recognised as well as each other.
        There are 30,000 castings with one photograph and the inspector's verdict each. They
        come from 24 moulds, all used side by side over the same weeks, and each mould leaves
        marks of its own on its castings. When the robot starts, all moulds will be new ones.
        Some photographs were taken after the inspection, when the inspector had drawn a chalk
        ring around the fault.
        """,
        targets=(
            "complaint of a customer",
            "number of the mould",
            "verdict of the inspector",
        ),
        units=(
            "one casting",
            "one day of production",
            "one mould",
        ),
    ),
)
