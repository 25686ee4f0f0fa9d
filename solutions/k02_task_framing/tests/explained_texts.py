"""Why each choice is right, half right or wrong, for the briefs of frame_text. Staff only."""

from .choice import half, right, wrong

TEXTS = {
    "comment_piles": {
        "task": {
            "multiclass classification": right(
                "Each comment goes into one of three piles. That no model is trained changes "
                "nothing."
            ),
            "text generation": wrong(
                "The model writes a word, but the word is one of three piles: the form of the tool "
                "is not the task."
            ),
            "multilabel classification": wrong("Each comment goes into one pile only."),
        },
        "target": {
            "pile given by the employees": right(
                "It is what the chain wants for each comment, and what the 600 have."
            ),
            "stars given by the guest": wrong(
                "Two comments with three stars may be a praise and a question."
            ),
            "next word of the comment": wrong(
                "The hosted model was trained on this, but nobody asks for it here."
            ),
        },
        "unit": {
            "one comment": right("A comment goes into one pile."),
            "one hotel": wrong("A hotel has comments in all piles."),
            "one word": wrong("A word has no pile; the comment has."),
        },
        "metric": {
            "accuracy": right("Piles are about equally large, and each error counts one."),
            "macro F1": half(
                "With equal piles it is nearly the same number; but the chain counts errors, "
                "whichever the pile."
            ),
            "human preference": wrong("There is a right pile to compare with; no taste is asked."),
        },
        "split": {
            "random": right(
                "The 600 were drawn by lot from just the 80,000 that are to be sorted."
            ),
            "by time": wrong(
                "The comments to be sorted are of the same year as the 600, not later."
            ),
            "by group": wrong("Comments of the same hotels are to be sorted."),
        },
        "leakage_risk": {
            "seen test items": right(
                "The first 12 of the 600 stand in the prompt with their piles: they must be left "
                "out of the measurement."
            ),
            "fitted on all rows": wrong(
                "Nothing is fitted: it is single test items, with their answers, that stand in the "
                "prompt."
            ),
            "none": wrong("12 of the 600 test items are in the prompt with their answers."),
        },
    },
    "court_names": {
        "task": {
            "sequence labeling": right(
                "Each word is part of a name or not, and the words around tell."
            ),
            "binary classification": half(
                "A yes or no for each word is right as far as it goes; but the words around "
                "decide, and a name goes over several words."
            ),
            "multiclass classification": wrong(
                "There are no three or more classes; and words are not judged one by one."
            ),
        },
        "target": {
            "whether each word belongs to a name": right(
                "From it follow the passages to be blackened."
            ),
            "number of names in the decision": wrong("It does not say where they stand."),
            "outcome of the case": wrong("Nobody asks who wins a case."),
        },
        "unit": {
            "one word in its decision": right(
                "The answer is given for each word, and needs the words around it."
            ),
            "one entry of the dictionary": wrong(
                "Rose is a name in one place and a flower in another."
            ),
            "one court": wrong("A court has thousands of decisions, each with names of its own."),
        },
        "metric": {
            "span F1": right(
                "Only whole passages count, and a missed one costs as much as one too many."
            ),
            "accuracy": wrong(
                "Most words are no names: marking nothing would be 98 percent accurate."
            ),
            "macro F1": wrong("It counts words: half a name would get credit, and is of no use."),
        },
        "split": {
            "by time": right("The program meets decisions that come after those it learned from."),
            "random": half(
                "Whole decisions drawn by lot are nearly independent, one for each case; but use "
                "brings later ones, and names and subjects drift."
            ),
            "by group": half(
                "The words of a decision must indeed stay on one side; but decisions come anew in "
                "time, and a split by decisions alone would learn from later ones."
            ),
            "test then train": wrong(
                "A clerk corrects each decision, but the brief does not say that the program "
                "learns from it at once."
            ),
        },
        "leakage_risk": {
            "fitted on all rows": right(
                "The list of known names was collected from all decisions, also those that will "
                "test."
            ),
            "later feature": half(
                "For a new decision its own names are not on the list; but the list as such exists "
                "at the time, it is how it was made that leaks."
            ),
            "seen test items": half(
                "The test decisions' names are on the list, though the decisions themselves are "
                "not in the training."
            ),
            "none": wrong("The list holds the right answers of the test decisions."),
        },
    },
    "city_mail": {
        "task": {
            "multilabel classification": right("A mail concerns one or several of 28 departments."),
            "binary classification": half(
                "One yes or no for each department is one way to solve it; the word for the whole "
                "is multilabel."
            ),
            "multiclass classification": wrong(
                "It would give each mail one department, and lose the second."
            ),
        },
        "target": {
            "all departments concerned": right("Each of them gets a copy."),
            "department that got the mail first": wrong(
                "It is one only, and at times the wrong one."
            ),
            "days until the answer": wrong("How long it took is another question."),
        },
        "unit": {
            "one e-mail": right("A mail is sent on, whole, to its departments."),
            "one word": wrong(
                "Words are counted to describe a mail; they are not sent to anybody."
            ),
            "one department": wrong("A department gets many mails; for each it is asked anew."),
        },
        "metric": {
            "macro F1": right("A small department counts as much as a large one."),
            "accuracy": wrong("The mail for the large departments would decide it nearly alone."),
            "precision at k": wrong("No fixed number of mails is picked."),
        },
        "split": {
            "by time": right("It starts next month, and subjects come and go."),
            "random": wrong(
                "Mails about one event would be on both sides, of days before and after."
            ),
            "by group": wrong("The departments and the citizens stay the same."),
        },
        "leakage_risk": {
            "later feature": right(
                "FORWARDED TO HOUSING was written by the staff after they had decided: it is the "
                "answer."
            ),
            "fitted on all rows": wrong(
                "Nothing is said of a word list from all mails; counting words in one mail looks "
                "at no other."
            ),
            "none": wrong("The forwarding lines are not in a mail when it comes in."),
        },
    },
    "reply_drafts": {
        "task": {
            "text generation": right("A text is wanted that may be worded in many ways."),
            "multiclass classification": wrong("There is no list of replies to choose from."),
            "ranking": wrong(
                "Two drafts are compared to judge the systems; what is wanted is the draft."
            ),
            "A/B test": wrong(
                "Old and new are compared to judge the drafts; what is to be learned is how to "
                "write them."
            ),
        },
        "target": {
            "a reply that an agent would send": right("It is what the draft is for."),
            "what the customer writes back": wrong("It comes after the reply."),
            "the closing note": wrong("It is written for the archive, not for the customer."),
        },
        "unit": {
            "one message with what came before it": right(
                "A draft answers one message, and knows what stands above it."
            ),
            "one conversation from beginning to end": wrong(
                "A draft is written in the middle, when the end is not there yet."
            ),
            "one agent": wrong("Drafts are for messages, whoever sends them."),
        },
        "metric": {
            "human preference": right(
                "Many wordings are right, and experienced agents say which draft they would send."
            ),
            "accuracy": wrong("No single text is the right one, so that equality says nothing."),
            "span F1": wrong("Nothing is marked in a text."),
        },
        "split": {
            "by time": right(
                "Prices and rules change by the quarter, and drafts must be right in the next."
            ),
            "random": wrong(
                "Replies of the tested quarter would be learned from, with its prices."
            ),
            "by group": wrong(
                "New conversations come by themselves; what changes in use is the quarter."
            ),
            "randomised experiment": wrong(
                "Agents see both drafts for each message, so that no lot decides which message "
                "gets which; and it leaves open from which quarter the messages are."
            ),
        },
        "leakage_risk": {
            "later feature": right(
                "What the customer wrote back and the closing note come after the reply."
            ),
            "seen test items": half(
                "A language model may have met texts before, which is always worth a look; but the "
                "archive is the supplier's own, and the brief describes another leak."
            ),
            "none": wrong("The stored text goes on after the moment at which a draft is wanted."),
        },
    },
}
