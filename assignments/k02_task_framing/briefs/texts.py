"""Four briefs about texts: sorted, marked, passed on, written."""

from __future__ import annotations

from ..vocabulary import Brief

TEXTS = (
    Brief(
        id="comment_piles",
        text="""
        Hotels on the web. A chain wants its 80,000 guest comments of last year sorted into
        three piles, each comment into one: praise, complaint, question. The piles will be about
        equally large, and each comment in a wrong pile counts as one error, whichever pile it
        is. Nothing is trained: a hosted language model gets an instruction and 12 comments with
        their piles as examples, then the comment in question. Two employees have sorted 600
        comments, drawn by lot from the 80,000, and the quality is to be measured on these. The
        12 examples in the prompt are the first 12 of these 600.
        """,
        targets=(
            "next word of the comment",
            "pile given by the employees",
            "stars given by the guest",
        ),
        units=(
            "one comment",
            "one hotel",
            "one word",
        ),
    ),
    Brief(
        id="court_names",
        text="""
        Public sector. Courts publish their decisions with the names of persons blackened. From
        January on a program shall mark the passages in each new decision, and a clerk corrects
        them. Rose may be a name or a flower: the words around tell. Half a name marked is of no
        use; a name missed and a passage marked for nothing cost the clerk the same time. There
        are 5,000 decisions of the last six years, one for each case, with the passages that
        clerks marked. For each word the table has its neighbours, and whether it is on the list
        of known names. That list was collected from the passages marked in all 5,000 decisions.
        """,
        targets=(
            "number of names in the decision",
            "outcome of the case",
            "whether each word belongs to a name",
        ),
        units=(
            "one court",
            "one entry of the dictionary",
            "one word in its decision",
        ),
    ),
    Brief(
        id="city_mail",
        text="""
        Public sector. A city gets 900 e-mails a day at one address. Each concerns one or
        several of 28 departments, and each of these gets a copy. Small departments insist that
        mail for them is recognised as well as mail for the large ones. From next month on a
        program shall do it, by counting words such as rubbish or passport: the word counts of a
        mail are its features. The 400,000 mails of the last three years are there with their
        departments; subjects come and go with the seasons and the news. The archive keeps each
        mail as it looked in the end, below lines such as FORWARDED TO HOUSING that the staff
        had put above the text.
        """,
        targets=(
            "all departments concerned",
            "days until the answer",
            "department that got the mail first",
        ),
        units=(
            "one department",
            "one e-mail",
            "one word",
        ),
    ),
    Brief(
        id="reply_drafts",
        text="""
        Energy supplier. A language model shall write drafts of replies to customers' messages;
        an agent reads each draft, changes it and sends it. Prices and rules change every
        quarter, and the drafts must be right in the coming one. A good reply may be worded
        quite unlike the one that was once sent, so experienced agents will see two unsigned
        drafts for one message, of the old system and of the new, and say which they would
        rather send. The archive to learn from has 60,000 conversations of two years, each
        stored as one text: message, reply, what the customer wrote back, and the closing note.
        """,
        targets=(
            "a reply that an agent would send",
            "the closing note",
            "what the customer writes back",
        ),
        units=(
            "one agent",
            "one conversation from beginning to end",
            "one message with what came before it",
        ),
    ),
)
