"""The working days of 2023 that the generator and the analyst's script count with.

A day is a plain integer: days since FIRST. `ISO[day]` is its text.
"""

from datetime import date, timedelta

FIRST = date(2022, 12, 1)
LAST = date(2024, 12, 31)  # the ledger ends with 2023: due days reach into January, stories that are cut off go further

# Days off of the State Council's notice for 2023 (first, last) and the weekend days worked instead.
OFF = [
    ("2022-12-31", "2023-01-02"),
    ("2023-01-21", "2023-01-27"),
    ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"),
    ("2023-09-29", "2023-10-06"),
    ("2023-12-30", "2024-01-01"),
]
MAKE_UP = {"2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08"}

DATES = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
ISO = [day.isoformat() for day in DATES]
DAY = {text: number for number, text in enumerate(ISO)}


def _is_workday(number):
    """Whether the day is worked: a make-up day, or Monday to Friday and not off."""
    text = ISO[number]
    if text in MAKE_UP:
        return True
    return DATES[number].weekday() < 5 and not any(first <= text <= last for first, last in OFF)


IS_WORK = [_is_workday(number) for number in range(len(ISO))]
WORK = [number for number, work in enumerate(IS_WORK) if work]
SEQ = []  # SEQ[day]: how many working days lie on or before the day
for _work in IS_WORK:
    SEQ.append((SEQ[-1] if SEQ else 0) + _work)


def add_workdays(day, count):
    """The count-th working day after `day`; `day` itself when count is 0."""
    return WORK[SEQ[day] + count - 1] if count else day


def workdays_between(opened, resolved):
    """How many working days d there are with opened < d <= resolved."""
    return SEQ[resolved] - SEQ[opened]


def to_day(value):
    """The number of a datetime.date."""
    return (value - FIRST).days
