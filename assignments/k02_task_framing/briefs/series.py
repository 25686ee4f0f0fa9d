"""Four briefs with an order: when it matters what came before, and when it does not."""

from __future__ import annotations

from ..vocabulary import Brief

SERIES = (
    Brief(
        id="phone_churn",
        text="""
        Telephone company. On the first of each month a row was stored for each customer: calls,
        bills and complaints of the month before. There are 48 such months, in which nobody was
        phoned. From now on, on the first of each month, a new team picks 2,000 of the 300,000
        customers to phone, and a call only helps with somebody who would leave within the next
        two months. The column tariff was not stored at the time: somebody has filled it in, for
        all 48 months, from today's list of customers, and there those who have left carry the
        tariff ENDED. Rows whose two months are not over yet have already been set aside.
        """,
        targets=(
            "complaints in the next month",
            "has left by today",
            "leaves within the next two months",
        ),
        units=(
            "one customer",
            "one customer in one month",
            "one month",
        ),
    ),
    Brief(
        id="substation_load",
        text="""
        Energy. Each noon a network operator announces how much power each of its 60 substations
        will draw in each hour of the next day. For each megawatt hour drawn above or below the
        announcement it pays the same price. It has five years of hourly measurements at these
        60 substations, the calendar, and a column with the temperature that was measured in the
        hour in question; what the weather service had forecast for that hour is in another
        archive and has not been fetched. The same substations are to be announced next year.
        """,
        targets=(
            "highest load of the next day",
            "load in each hour of the next day",
            "load in the present hour",
        ),
        units=(
            "one day of the whole network",
            "one hour at one substation",
            "one substation over all its years",
        ),
    ),
    Brief(
        id="sleep_stages",
        text="""
        Hospital. A sleep laboratory records brain waves through the night. In the morning an
        assistant writes one of five stages beside each half minute, with the whole recording on
        the screen: a half minute by itself can often be read in two ways, and what comes before
        and after decides. A program shall do this for patients who come from next year on. The
        doctors need each stage found as well as each other, though one fills half of the night
        and one a twentieth. There are 160 marked nights of 80 patients, two nights each, mixed
        from all years; brain waves differ more between persons than between nights of one
        person.
        """,
        targets=(
            "hours slept in the night",
            "most frequent stage of the night",
            "stage of each half minute",
        ),
        units=(
            "one half minute by itself",
            "one half minute within its night",
            "one patient",
        ),
    ),
    Brief(
        id="soil_nitrogen",
        text="""
        Agriculture. A laboratory wants to read the nitrogen of a soil sample from the infrared
        light that it reflects, in place of a slow chemical test. Farmers dose fertiliser by the
        result, and the harvest lost grows with the square of the error. There are 2,400 samples
        with light (1,000 wavelengths) and chemical test, from 2,400 farms that were drawn by
        lot in the whole country. They were measured in an order drawn by lot as well, the
        instrument was calibrated before each, and no date was noted. Coming samples will be
        drawn in the same way. Of the 1,000 wavelengths a student kept the 50 that go best with
        nitrogen in the 2,400 samples, and only these 50 were handed on.
        """,
        targets=(
            "dose of fertiliser",
            "harvest of the farm",
            "nitrogen by the chemical test",
        ),
        units=(
            "one batch of samples",
            "one soil sample",
            "one wavelength",
        ),
    ),
)
