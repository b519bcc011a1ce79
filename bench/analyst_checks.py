"""The checks of the analyst's script: a list of (rule, record id, what is wrong) for a loaded ledger."""

import re
from collections import Counter
from datetime import date, timedelta

from analyst_course import Course

WARNINGS = {"overdue-case", "feedback-overdue", "late-acceptance", "visit-overdue", "on-site-not-same-day", "pairing-gap", "before-registration"}
BREAKING = {"missing-field", "bad-date"}
TYPES = {"enterprise", "project", "association", "household"}
FORMS = {"on_site", "phone", "wechat", "forum"}
NATURES = {"individual", "common", "complex", "policy_bound", "unreasonable"}
OUTCOMES = {"solved", "partly", "explained", "unreasonable", "referred", "withdrawn", "duplicate", "unreachable"}
RATINGS = {"very_satisfied", "satisfied", "basically", "dissatisfied", "very_dissatisfied"}
CHANNELS = set("visit phone letter email wechat walk_in window platform chamber tea site_office reception_day hotline superior".split())
CATEGORIES = set(
    "政策落实 税费 乱收费罚款摊派 融资 用地 用工 水电气 物流配套 市场 技术 审批 项目建设 中介招投标 拖欠账款 执法 作风效能 打击报复 涉黑涉恶线索 其他".split()
)
OBJECT_CATEGORIES = set("规上工业 规上服务业 限上批零 限上住餐 资质建筑业 房地产 中小微 个体 上市培育 重点项目 招商项目 商协会".split())
UNIT_KINDS = set(
    "党委部门 人大机关 政协机关 纪检监察机关 政府部门 法检机关 群团 乡镇 街道 园区 村社区 事业单位 垂管单位 国有企业 学校 医院 银行 工作专班 督导组 区县 上级单位 其他".split()
)

# kind: (required fields, other fields)
FIELDS = {
    "units": ("id name", "short kind level parent peer_group members seat hours"),
    "posts": ("id unit title", "tier holders"),
    "cadres": ("id name", "unit title since until"),
    "documents": ("id kind title date", "unit number batch enterprise approved tasks"),
    "enterprises": (
        "id name type town registered pairings",
        "uscc category industry park tier tags former_names departed head checked goals plaques project",
    ),
    "visits": ("id date enterprise visitors form", "unit purpose meeting policies leaflets summary"),
    "appeals": (
        "id enterprise title category channel received",
        "text nature first_level external_id unit visit meeting contact about demanded confidential cause repeats"
        " duplicate_of task_force on_site legacy public timeline",
    ),
}
# event: (required fields, other fields), beside date, event, note, document, meeting, results
EVENTS = {
    "accept": ("", "actor"), "judge": ("", "actor"), "assign": ("target role", "due officer standard"),
    "sign": ("actor role", ""), "decline": ("actor role", ""), "plan": ("", "actor steps next"), "progress": ("", "actor"),
    "brief": ("", "actor"), "instruct": ("", "actor"), "extend": ("due approved", ""), "refuse": ("actor", "policy"),
    "escalate": ("body", "via"), "ruling": ("", "body"), "resolve": ("actor outcome", "role policy means"), "return": ("", "actor"),
    "feedback": ("", "actor role"), "callback": ("actor reached", "rating"), "confirm": ("", ""), "approve": ("actor", ""),
    "close": ("", "actor"), "list": ("due", "leader"), "delist": ("", ""), "hand_over": ("", "target"), "withdraw": ("", ""),
    "reopen": ("note", "target due"),
}
PAIRING = ({"role", "since"}, {"role", "since", "post", "cadre", "unit", "until", "batch", "basis", "note"})


def _split(table, always):
    return {name: (set(need.split()), set(need.split()) | set(more.split()) | always) for name, (need, more) in table.items()}


FIELDS = _split(FIELDS, {"note"})
EVENTS = {name: (f"date event {need}", more) for name, (need, more) in EVENTS.items()}
EVENTS = _split(EVENTS, {"note", "document", "meeting", "results"})
NO_EVENT = ({"date", "event"}, set().union(*(known for _, known in EVENTS.values())))
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
SIGNS = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
WEIGHTS = [pow(3, place, 31) for place in range(17)]
FOREVER = date.max


def uscc_is_valid(code):
    """The check digit of GB 32100-2015."""
    if not isinstance(code, str) or not USCC.fullmatch(code):
        return False
    total = sum(SIGNS[sign] * weight for sign, weight in zip(code, WEIGHTS))
    return SIGNS[code[17]] == (31 - total % 31) % 31


class Checker:
    """Goes over a ledger once and gathers what is wrong with it."""

    def __init__(self, ledger, as_of):
        self.ledger, self.as_of = ledger, as_of
        self.findings, self.broken = [], set()
        self.ids = {kind: {record.get("id") for record in records} for kind, records in ledger.items()}
        self.actors = self.ids["units"] | self.ids["posts"] | self.ids["cadres"]
        self.answering = {}   # enterprise -> [(since, until, post or cadre)]
        self.programme = ledger["programme"][0]
        self.roles = {role["id"]: role for role in self.programme["pairing"]["roles"]}
        self.clocks = {clock["id"]: clock["length"] for clock in self.programme["clocks"]}
        self.bodies = {step["id"] for step in self.programme.get("ladder", [])}

    def say(self, rule, where, what):
        self.findings.append((rule, where, what))
        if rule in BREAKING:
            self.broken.add(where)

    def run(self):
        for kind, (required, allowed) in FIELDS.items():
            for record in self.ledger[kind]:
                self.shape(record, required, allowed)
            for record_id, count in Counter(record.get("id") for record in self.ledger[kind]).items():
                if count > 1:
                    self.say("duplicate-id", record_id, kind)
            self.ledger[kind] = [record for record in self.ledger[kind] if record.get("id") not in self.broken]
        for enterprise in self.ledger["enterprises"]:
            self.enterprise(enterprise)
        codes = Counter(enterprise.get("uscc") for enterprise in self.ledger["enterprises"])
        for code, count in codes.items():
            if code and count > 1:
                self.say("duplicate-uscc", code, count)
        self.people()
        visited = {}
        for visit in self.ledger["visits"]:
            self.visit(visit, visited)
        self.visit_rhythm(visited)
        duplicates = {appeal["id"]: appeal.get("duplicate_of") for appeal in self.ledger["appeals"]}
        for appeal in self.ledger["appeals"]:
            self.appeal(appeal, duplicates)
        return self.findings

    def fields(self, mapping, required, allowed, where):
        missing, unknown = required - mapping.keys(), mapping.keys() - allowed
        for name in missing:
            self.say("missing-field", where, name)
        for name in unknown:
            self.say("unknown-field", where, name)

    def shape(self, record, required, allowed):
        """Fields and dates of a record and of the lists in it; a record broken here is left out of everything else."""
        where = record.get("id")
        self.fields(record, required, allowed, where)
        for name in ("registered", "date", "received"):
            self.is_date(record.get(name), where)
        for pairing in record.get("pairings", ()):
            self.fields(pairing, *PAIRING, where)
            self.is_date(pairing.get("since"), where)
            self.is_date(pairing.get("until"), where)
        for event in record.get("timeline", ()):
            self.fields(event, *EVENTS.get(event.get("event"), NO_EVENT), where)
            self.is_date(event.get("date"), where)
            self.is_date(event.get("due"), where)

    def one_of(self, value, allowed, where):
        if value is not None and value not in allowed:
            self.say("not-in-vocabulary", where, value)

    def is_date(self, value, where):
        if value is not None and type(value) is not date:
            self.say("bad-date", where, value)

    def refers(self, value, kind, where):
        if value is not None and value not in self.ids[kind]:
            self.say("dangling-reference", where, value)

    def people(self):
        for unit in self.ledger["units"]:
            self.refers(unit.get("parent"), "units", unit["id"])
            self.one_of(unit.get("kind"), UNIT_KINDS, unit["id"])
        for cadre in self.ledger["cadres"]:
            self.refers(cadre.get("unit"), "units", cadre["id"])
        for post in self.ledger["posts"]:
            self.refers(post["unit"], "units", post["id"])
            end = date.min
            for holder in sorted(post.get("holders", []), key=lambda holder: holder["since"]):
                self.refers(holder["cadre"], "cadres", post["id"])
                if holder["since"] < end:
                    self.say("holder-overlap", post["id"], holder["cadre"])
                end = holder.get("until") or FOREVER

    def enterprise(self, enterprise):
        where = enterprise["id"]
        self.one_of(enterprise["type"], TYPES, where)
        self.one_of(enterprise.get("category"), OBJECT_CATEGORIES, where)
        self.refers(enterprise["town"], "units", where)
        self.refers(enterprise.get("park"), "units", where)
        if enterprise.get("uscc") is not None and not uscc_is_valid(enterprise["uscc"]):
            self.say("bad-uscc", where, enterprise["uscc"])
        for pairing in enterprise["pairings"]:
            self.one_of(pairing["role"], self.roles, where)
            for name, kind in (("post", "posts"), ("cadre", "cadres"), ("unit", "units"), ("basis", "documents")):
                self.refers(pairing.get(name), kind, where)
            if pairing["since"] < enterprise["registered"]:
                self.say("before-registration", where, pairing["since"])
        self.pairings(enterprise, where)

    def pairings(self, enterprise, where):
        """Exactly one answers for it, and every role that is asked for is filled."""
        leads = sorted(
            (pairing["since"], pairing.get("until") or FOREVER, pairing.get("post") or pairing.get("cadre"))
            for pairing in enterprise["pairings"]
            if self.roles[pairing["role"]].get("answers")
        )
        self.answering[where] = leads
        for (_, end, _), (start, _, _) in zip(leads, leads[1:]):
            if start < end:
                self.say("several-leads", where, start)
            if start > end:
                self.say("pairing-gap", where, end)
        departed = enterprise.get("departed", {}).get("date") or FOREVER
        if not enterprise["registered"] <= self.as_of < departed:
            return
        if not any(since <= self.as_of < until for since, until, _ in leads):
            self.say("no-lead", where, self.as_of)
        held = {p["role"] for p in enterprise["pairings"] if p["since"] <= self.as_of < (p.get("until") or FOREVER)}
        for role, setting in self.roles.items():
            if setting.get("required") and not setting.get("answers") and role not in held:
                self.say("missing-role", where, role)

    def visit(self, visit, visited):
        where = visit["id"]
        self.one_of(visit["form"], FORMS, where)
        self.refers(visit["enterprise"], "enterprises", where)
        self.refers(visit.get("unit"), "units", where)
        for visitor in visit["visitors"]:
            self.refers(visitor.get("post"), "posts", where)
            self.refers(visitor.get("cadre"), "cadres", where)
        if visit["form"] == "on_site":
            visited.setdefault(visit["enterprise"], set()).add((visit["date"].year, (visit["date"].month + 2) // 3))

    def visit_rhythm(self, visited):
        """Every quarter of the programme that has ended with the enterprise on the register needs a visit on site."""
        first = self.programme["started"]
        quarters = [
            (year, quarter, date(year, quarter * 3 - 2, 1), date(year + quarter // 4, quarter * 3 % 12 + 1, 1))
            for year in range(first.year, self.as_of.year + 1) for quarter in (1, 2, 3, 4)
        ]
        quarters = [(year, quarter, start, end) for year, quarter, start, end in quarters if end <= self.as_of + timedelta(1)]
        for enterprise in self.ledger["enterprises"]:
            departed = enterprise.get("departed", {}).get("date") or FOREVER
            for year, quarter, start, end in quarters:
                owed = enterprise["registered"] <= start and end <= departed
                if owed and (year, quarter) not in visited.get(enterprise["id"], ()):
                    self.say("visit-overdue", enterprise["id"], f"{year}Q{quarter}")

    def appeal(self, appeal, duplicates):
        where = appeal["id"]
        self.one_of(appeal["category"], CATEGORIES, where)
        self.one_of(appeal["channel"], CHANNELS, where)
        self.one_of(appeal.get("nature"), NATURES, where)
        for name, kind in (("enterprise", "enterprises"), ("unit", "units"), ("visit", "visits"), ("repeats", "appeals"), ("duplicate_of", "appeals")):
            self.refers(appeal.get(name), kind, where)
        if duplicates.get(appeal.get("duplicate_of")):
            self.say("chained-duplicate", where, appeal["duplicate_of"])
        last = appeal["received"]
        for event in appeal.get("timeline", []):
            self.event(event, where)
            if event["date"] < last:
                self.say("not-ascending", where, event["date"])
            last = event["date"]
        self.course(appeal, where)

    def event(self, event, where):
        self.one_of(event["event"], EVENTS, where)
        self.one_of(event.get("outcome"), OUTCOMES, where)
        self.one_of(event.get("rating"), RATINGS, where)
        self.one_of(event.get("body"), self.bodies, where)
        self.refers(event.get("target"), "units", where)
        for name in ("actor", "approved"):
            if event.get(name) is not None and event[name] not in self.actors:
                self.say("dangling-reference", where, event[name])

    def course(self, appeal, where):
        """Walk the timeline: allowed steps, deadlines, consents; then what is overdue now."""
        state = Course(self, appeal, where)
        for event in appeal.get("timeline", []):
            state.step(event)
        state.finish()
