"""The figures of the analyst's script: rounds and visits in an SQLite database, counted with SQL."""

import sqlite3
from math import ceil

from workdays import ISO, add_workdays, to_day, workdays_between

TABLES = """
CREATE TABLE unit (id TEXT PRIMARY KEY);
CREATE TABLE round (rid INTEGER PRIMARY KEY, appeal TEXT, enterprise TEXT, number INT, later INT, on_site INT, unit TEXT,
    opened TEXT, accepted TEXT, accept_by TEXT, assigned TEXT, due TEXT, extended TEXT, resolved TEXT, outcome TEXT,
    called TEXT, rated TEXT, positive INT, closed TEXT, days INT);
CREATE TABLE resolve (appeal TEXT, unit TEXT, date TEXT, returned INT);
CREATE TABLE visit (id TEXT, date TEXT, enterprise TEXT, form TEXT);
CREATE TABLE visitor (visit TEXT, unit TEXT, cadre TEXT);
CREATE TABLE enterprise (id TEXT PRIMARY KEY, registered TEXT, departed TEXT);
CREATE TABLE pairing (enterprise TEXT, since TEXT, until TEXT);
CREATE TABLE period (start TEXT, finish TEXT, as_of TEXT, stretch TEXT);
"""
INDEXES = "CREATE INDEX pairing_enterprise ON pairing (enterprise); CREATE INDEX visitor_visit ON visitor (visit);"
IN_P = "{} BETWEEN start AND finish"
CLOSED, RESOLVED, RECEIVED = IN_P.format("closed"), IN_P.format("resolved"), f"number = 1 AND {IN_P.format('opened')}"
DUE = f"{IN_P.format('due')} AND due <= as_of"
RATED_CLOSED = f"{CLOSED} AND positive IS NOT NULL"

COUNTS = {
    "opening": "opened < start AND (closed IS NULL OR closed >= start)",
    "received": RECEIVED,
    "reopened": f"number > 1 AND {IN_P.format('opened')}",
    "closed": CLOSED,
    "closing": "closed IS NULL",
    "resolved": RESOLVED,
    "due": DUE,
    "overdue": "due < as_of AND resolved IS NULL AND closed IS NULL",
    "on_site": f"{RECEIVED} AND on_site",
}
RATES = {  # metric: (which rounds, which of them count)
    "handling_rate": (RECEIVED, "resolved IS NOT NULL"),
    "handling_rate_due": (DUE, "resolved IS NOT NULL"),
    "on_time_rate": (DUE, "resolved <= due"),
    "acceptance_rate": (f"{RECEIVED} AND (accepted IS NOT NULL OR accept_by < as_of)", "accepted <= accept_by"),
    "solution_rate": (RECEIVED, "outcome = 'solved'"),
    "closure_rate": (RECEIVED, "closed IS NOT NULL"),
    "callback_rate": (f"{CLOSED} AND NOT on_site", "called IS NOT NULL"),
    "satisfaction_rate": (RATED_CLOSED, "positive"),
    "satisfaction_called_rate": (IN_P.format("rated"), "positive"),
    "enterprise_satisfaction_rate": None,
    "reopen_rate": (CLOSED, "later"),
    "return_rate": None,
    "extension_rate": (IN_P.format("assigned"), "extended IS NOT NULL"),
}


def fill(ledger, start, finish, as_of):
    """A database in memory with everything known on as_of."""
    programme = ledger["programme"][0]
    positive = programme.get("satisfaction", [{"positive": ["very_satisfied", "satisfied"]}])[0]["positive"]
    accept_days = next(clock["length"] for clock in programme["clocks"] if clock["id"] == "accept")
    rounds, resolves = [], []
    for appeal in ledger["appeals"]:
        if appeal["received"] <= as_of and not appeal.get("duplicate_of"):
            for row in fold(appeal, as_of, resolves):
                limit = add_workdays(to_day(row["opened"]), accept_days)
                days = row["resolved"] and workdays_between(to_day(row["opened"]), to_day(row["resolved"]))
                good = row["rating"] and int(row["rating"] in positive)
                rounds.append(row | {"accept_by": ISO[limit], "days": days, "positive": good})
    database = sqlite3.connect(":memory:")
    database.executescript(TABLES)
    names = [column[1] for column in database.execute("PRAGMA table_info(round)")][1:]
    database.executemany(
        f"INSERT INTO round ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})",
        ({name: text(value) for name, value in row.items()} for row in rounds),
    )
    database.executemany("INSERT INTO resolve VALUES (?, ?, ?, ?)", [(a, row["unit"], text(day), back) for a, row, day, back in resolves])
    fill_visits(database, ledger, as_of)
    fill_register(database, ledger, programme)
    database.execute("INSERT INTO period VALUES (?, ?, ?, ?)", (text(start), text(finish), text(as_of), text(min(finish, as_of))))
    database.executescript(INDEXES)
    return database


def text(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def new_round(appeal, number, opened):
    """A round as it stands on the day it is opened."""
    row = dict.fromkeys(("accepted", "assigned", "unit", "due", "extended", "resolved", "outcome", "called", "rated", "rating", "closed"))
    on_site = int(bool(appeal.get("on_site")) and number == 1)
    return row | {"appeal": appeal["id"], "enterprise": appeal["enterprise"], "number": number, "later": 0, "on_site": on_site, "opened": opened}


def fold(appeal, as_of, resolves):
    """The rounds of an appeal as known on as_of; appends its lead resolves as [appeal, round, day, returned]."""
    row = new_round(appeal, 1, appeal["received"])
    rows, last_resolve = [row], None
    for event in appeal.get("timeline", ()):
        name, day = event["event"], event["date"]
        if day > as_of:
            break
        lead = event.get("role", "lead") == "lead"
        if name == "reopen":
            row["later"] = 1
            row = new_round(appeal, row["number"] + 1, day)
            rows.append(row)
            if "target" in event:
                row.update(assigned=day, unit=event["target"], due=event["due"])
        elif name == "accept":
            row["accepted"] = row["accepted"] or day
        elif name == "assign" and lead:
            row.update(assigned=day, unit=event["target"], due=event.get("due"), extended=None)
        elif name == "decline" and lead:
            row.update(assigned=None, unit=None)
        elif name == "extend":
            row.update(due=event["due"], extended=day)
        elif name == "resolve" and lead:
            row.update(resolved=day, outcome=event["outcome"])
            last_resolve = [appeal["id"], row, day, 0]
            resolves.append(last_resolve)
        elif name == "return":
            row.update(resolved=None, outcome=None, called=None, rated=None, rating=None)
            last_resolve[3] = 1
        elif name == "callback" and event["reached"]:
            row["called"] = day
            if "rating" in event:
                row.update(rated=day, rating=event["rating"])
        elif name == "close":
            row["closed"] = day
    return rows


def fill_visits(database, ledger, as_of):
    """Visits up to as_of, with the unit and the cadre of every visitor."""
    posts = {post["id"]: post for post in ledger["posts"]}
    homes = {cadre["id"]: cadre.get("unit") for cadre in ledger["cadres"]}
    visits, visitors = [], []
    for visit in ledger["visits"]:
        if visit["date"] > as_of:
            continue
        visits.append((visit["id"], text(visit["date"]), visit["enterprise"], visit["form"]))
        for visitor in visit["visitors"]:
            if "post" in visitor:
                post = posts[visitor["post"]]
                visitors.append((visit["id"], post["unit"], holder_on(post, visit["date"])))
            else:
                visitors.append((visit["id"], homes[visitor["cadre"]], visitor["cadre"]))
    database.executemany("INSERT INTO visit VALUES (?, ?, ?, ?)", visits)
    database.executemany("INSERT INTO visitor VALUES (?, ?, ?)", visitors)


def holder_on(post, day):
    """Who holds a post on a day, acting or not; None when it is vacant."""
    for holder in post.get("holders", ()):
        if holder["since"] <= day and not ("until" in holder and holder["until"] <= day):
            return holder["cadre"]
    return None


def fill_register(database, ledger, programme):
    """Units, enterprises and the pairings that answer for them."""
    answering = {role["id"] for role in programme["pairing"]["roles"] if role.get("answers")}
    database.executemany("INSERT INTO unit VALUES (?)", [(unit["id"],) for unit in ledger["units"]])
    rows, pairings = [], []
    for enterprise in ledger["enterprises"]:
        departed = enterprise.get("departed", {}).get("date")
        rows.append((enterprise["id"], text(enterprise["registered"]), text(departed) or "9999"))
        for pairing in enterprise["pairings"]:
            if pairing["role"] in answering:
                pairings.append((enterprise["id"], text(pairing["since"]), text(pairing.get("until")) or "9999"))
    database.executemany("INSERT INTO enterprise VALUES (?, ?, ?)", rows)
    database.executemany("INSERT INTO pairing VALUES (?, ?, ?)", pairings)


def case_figures(database, key):
    """The case metrics of every group of rounds, `key` being an SQL expression: {group: {metric: value}}."""
    columns = [f"COUNT(*) FILTER (WHERE {when})" for when in COUNTS.values()]
    for rate in RATES.values():
        among, share = rate or ("0", "0")
        columns += [f"COUNT(*) FILTER (WHERE {among} AND {share})", f"COUNT(*) FILTER (WHERE {among})"]
    groups = {}
    for group, *cells in database.execute(f"SELECT {key}, {', '.join(columns)} FROM round, period GROUP BY 1 ORDER BY 1"):
        row = dict(zip(COUNTS, cells))
        rates = iter(cells[len(COUNTS):])
        groups[group] = row | {metric: {"n": n, "d": d} for metric, n, d in zip(RATES, rates, rates)}
        groups[group]["response_days"] = days([])
    pairs = [
        ("enterprise_satisfaction_rate", f"SELECT grp, SUM(ok), COUNT(*) FROM (SELECT {key} grp, MIN(positive) ok FROM round, period WHERE {RATED_CLOSED} GROUP BY 1, enterprise) GROUP BY 1"),
        ("return_rate", f"SELECT {key}, SUM(returned), COUNT(*) FROM resolve, period WHERE {IN_P.format('date')} GROUP BY 1"),
    ]
    for metric, statement in pairs:
        for group, n, d in database.execute(statement):
            groups[group][metric] = {"n": n, "d": d}
    spans = {}
    for group, span in database.execute(f"SELECT {key}, days FROM round, period WHERE {RESOLVED} AND NOT on_site ORDER BY days"):
        spans.setdefault(group, []).append(span)
    for group, values in spans.items():
        groups[group]["response_days"] = days(values)
    return groups


def days(values):
    """Count, median and 90th percentile of sorted working days."""
    count = len(values)
    if not count:
        return {"n": 0, "median": None, "p90": None}
    middle = (values[(count - 1) // 2] + values[count // 2]) / 2
    return {"n": count, "median": middle, "p90": values[ceil(count * 9 / 10) - 1]}


def visit_figures(database, key):
    """Visits, enterprises visited and distinct visitors by group."""
    statement = f"""SELECT {key}, COUNT(DISTINCT v.id), COUNT(DISTINCT v.enterprise), COUNT(DISTINCT o.cadre)
        FROM visit v JOIN visitor o ON o.visit = v.id, period WHERE {IN_P.format('v.date')} GROUP BY 1"""
    return {group: dict(zip(("visits", "visited", "visitors"), cells)) for group, *cells in database.execute(statement)}


def summary(database):
    """Every metric over the whole ledger; refuses to print flows that do not add up."""
    row = case_figures(database, "''").get("", {}) | visit_figures(database, "''").get("", {})
    if row["opening"] + row["received"] + row["reopened"] != row["closed"] + row["closing"]:
        raise SystemExit("the flows do not add up")
    covered = """SELECT COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM pairing p WHERE p.enterprise = e.id
            AND MAX(p.since, e.registered, start) < MIN(p.until, e.departed, DATE(stretch, '+1 day')))) d,
        COUNT(*) FILTER (WHERE e.id IN (SELECT v.enterprise FROM visit v, period q WHERE v.form = 'on_site' AND v.date BETWEEN q.start AND q.finish)
            AND EXISTS (SELECT 1 FROM pairing p WHERE p.enterprise = e.id
            AND MAX(p.since, e.registered, start) < MIN(p.until, e.departed, DATE(stretch, '+1 day')))) n FROM enterprise e, period"""
    paired = """SELECT COUNT(*) d, COUNT(*) FILTER (WHERE EXISTS (SELECT 1 FROM pairing p
        WHERE p.enterprise = e.id AND p.since <= stretch AND stretch < p.until)) n
        FROM enterprise e, period WHERE e.registered <= stretch AND stretch < e.departed"""
    for metric, statement in (("coverage_rate", covered), ("pairing_rate", paired)):
        d, n = database.execute(statement).fetchone()
        row[metric] = {"n": n, "d": d}
    return row


def by_unit(database):
    """One row per unit, and "" for what is with nobody."""
    cases, visits = case_figures(database, "COALESCE(unit, '')"), visit_figures(database, "COALESCE(unit, '')")
    empty = case_figures_of_nothing()
    units = [unit for (unit,) in database.execute("SELECT id FROM unit ORDER BY id")] + [""]
    return {unit: (cases.get(unit) or empty) | (visits.get(unit) or {"visits": 0, "visited": 0, "visitors": 0}) for unit in units}


def case_figures_of_nothing():
    row = dict.fromkeys(COUNTS, 0) | {metric: {"n": 0, "d": 0} for metric in RATES}
    return row | {"response_days": days([])}
