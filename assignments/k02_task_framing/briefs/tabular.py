"""Four briefs with tables: what one row is, what is asked of it, and what it may hold."""

from __future__ import annotations

from ..vocabulary import Brief

TABULAR = (
    Brief(
        id="tax_audit",
        text="""
        Public sector. Each February, when the company tax returns of the year before are in,
        the head of audit of a tax office picks 400 of 90,000 for a visit; there is staff for no
        more. What the office is after are returns that understate the tax by more than 10,000
        euros; a visit that finds none is wasted. Besides, 6,000 returns a year, drawn by lot,
        were examined in each of the last five years: 3 in 100 were understated by so much.
        These 30,000 are the data: figures declared, branch, returns of earlier years, and the
        number of the correction notice, where the examination ended with one. The choice of
        next February is to be prepared.
        """,
        targets=(
            "return picked by the head of audit",
            "tax declared",
            "tax understated by more than 10,000 euros",
        ),
        units=(
            "one company over all its years",
            "one return",
            "one year",
        ),
    ),
    Brief(
        id="shop_types",
        text="""
        Retail. A chain has 900 shops and one shelf plan for all. In future it wants a handful
        of plans, one for each type of shop, and the planners must say which shop gets which.
        What types there are nobody has ever said. For each shop there are the shares of its
        sales by kind of goods and hour of the day, once for 2023 and once for 2024. The
        planners will trust a grouping if the figures of 2024 alone put the same shops together
        as the figures of 2023 alone. A trainee has already scaled each column to mean 0 and
        spread 1, over both years at once.
        """,
        targets=(
            "no target",
            "sales of the shop",
            "shelf plan in use today",
        ),
        units=(
            "one kind of goods",
            "one sale",
            "one shop",
        ),
    ),
    Brief(
        id="flat_rent",
        text="""
        Web portal. While a landlord fills in an advertisement for a flat, the portal shows the
        monthly rent at which the flat is likely to be let. Told 50 euros too much, the landlord
        loses in empty weeks about what he would lose in rent when told 50 too little; 100 euros
        off is twice as bad as 50. The portal has the 200,000 lettings of the last six years, in
        which rents rose every year: size, rooms, street, heating, the rent first asked, the
        rent in the contract, and the deposit that the tenant paid when signing. A flat that was
        let three times is there three times.
        """,
        targets=(
            "days until the contract",
            "rent first asked",
            "rent in the contract",
        ),
        units=(
            "one flat",
            "one landlord",
            "one letting",
        ),
    ),
    Brief(
        id="loan_default",
        text="""
        Bank. On the day a loan is paid out, the bank must set money aside for it: the sum,
        times the chance that the loan goes into default within 24 months. Only granted loans
        need this, and the rules for granting do not change. Later the auditors compare: of the
        loans with a chance of 3 percent, did 3 percent go into default? The table has all loans
        paid out from 2015 until last month, the data of each application as they stood on the
        day of the payout, and a column that says whether the loan is in default today. It is
        proposed to learn from all rows, and to count each loan that is not in default today as
        a good one.
        """,
        targets=(
            "amount lost in euros",
            "default within 24 months of the payout",
            "in default today",
        ),
        units=(
            "one application, granted or not",
            "one customer",
            "one loan",
        ),
    ),
)
