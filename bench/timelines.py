"""The life of one appeal as a list of dated events, told by the generator.

Every story is valid when cut off at any day, so that the ledger's last day simply ends it.
"""

from workdays import DAY, ISO, SEQ, add_workdays

HANDLE, EXTENSION = 10, 5  # working days
NOTES = ["已现场核实", "已与企业对接", "已召开协调会", "材料已补齐", "正在走审批程序", "已报分管领导", "已联系金融机构", "已约谈相关单位"]
FEEDBACK = ["已电话告知企业进展", "已向企业负责人说明情况", "已书面回复企业"]
OUTCOMES = ["solved"] * 15 + ["partly", "partly", "explained", "explained", "referred"]
RATINGS = ["very_satisfied"] * 10 + ["satisfied"] * 7 + ["basically", "basically", "dissatisfied"]
RESULTS = [
    "{jobs: 12}", "{jobs: 35}", "{finance: 300}", "{finance: 58.5}", "{land: 12.6}", "{supply: 1}", "{jobs: 6, finance: 120}",
]


class Timeline:
    """One appeal on its way: the day it has come to and what was written so far."""

    def __init__(self, pick, received, enterprise, departments):
        self.pick = pick                # pick(list) and pick.number(low, high), pick.chance(p)
        self.day = received
        self.received = received
        self.enterprise = enterprise    # has lead_on(day), town, group
        self.departments = departments
        self.office = "O01"
        self.lead = None
        self.due = None
        self.events = []                # (day, text)

    def add(self, event, fields=""):
        self.events.append((self.day, f"{{date: {ISO[self.day]}, event: {event}{fields}}}"))

    def wait(self, low, high):
        """Let some working days pass; ends on a working day."""
        self.day = add_workdays(self.day, self.pick.number(low, high))

    def handler(self):
        """The unit that leads: the enterprise's town, or else any department."""
        return self.enterprise.town if self.pick.chance(0.2) else self.pick(self.departments)

    def until_due(self, share):
        """Go on to about `share` of the time between today and the due day."""
        left = max(1, int((SEQ[self.due] - SEQ[self.day]) * share))
        self.day = add_workdays(self.day, left)

    def accept(self):
        self.wait(0, 1) if self.pick.chance(0.93) else self.wait(2, 4)
        self.add("accept", f", actor: {self.enterprise.group}")

    def assign(self):
        self.wait(0, 2)
        self.lead = self.handler()
        self.due = add_workdays(self.day, HANDLE)
        standard = ", standard: 一次性告知并书面答复企业" if self.pick.chance(0.3) else ""
        self.add("assign", f", target: {self.lead}, role: lead, due: {ISO[self.due]}{standard}")

    def sign(self):
        self.wait(0, 1)
        self.add("sign", f", actor: {self.lead}, role: lead")

    def helper(self):
        """A second unit is asked to help."""
        other = self.pick([unit for unit in self.departments if unit != self.lead])
        self.add("assign", f", target: {other}, role: co")
        self.wait(0, 1)
        self.add("sign", f", actor: {other}, role: co")
        return other

    def work(self):
        """Progress and word to the enterprise on the way to the due day."""
        self.until_due(0.4)
        self.add("progress", f", actor: {self.lead}, note: {self.pick(NOTES)}")
        self.add("feedback", f", actor: {self.lead}, note: {self.pick(FEEDBACK)}")

    def extend(self):
        self.until_due(0.6)
        approver = self.enterprise.lead_on(self.day)
        self.due = add_workdays(self.due, EXTENSION)
        self.add("extend", f", due: {ISO[self.due]}, approved: {approver}")

    def resolve(self):
        """Resolved in time, or some days late."""
        if self.pick.chance(0.87):
            self.day = min(add_workdays(self.day, self.pick.number(0, 6)), max(self.due, self.day))
        else:
            self.day = add_workdays(max(self.due, self.day), self.pick.number(1, 12))
        outcome = self.pick(OUTCOMES)
        results = f", results: {self.pick(RESULTS)}" if outcome == "solved" and self.pick.chance(0.35) else ""
        basis = ", document: DOC-3" if outcome == "explained" else ""
        self.add("resolve", f", actor: {self.lead}, outcome: {outcome}{results}{basis}")
        if self.pick.chance(0.5):
            self.add("feedback", f", actor: {self.lead}, note: {self.pick(FEEDBACK)}")

    def callback(self, rating=None):
        """Reached at once, on the second day, or not on three days; a caller may forget the rating."""
        self.wait(1, 3)
        if not rating and self.pick.chance(0.02):
            for _ in range(3):
                self.wait(1, 2)
                self.add("callback", f", actor: {self.enterprise.group}, reached: false")
            return
        if self.pick.chance(0.1):
            self.add("callback", f", actor: {self.enterprise.group}, reached: false")
            self.wait(1, 1)
        rating = rating or self.pick(RATINGS)
        said = "" if self.pick.chance(0.04) else f", rating: {rating}"
        self.add("callback", f", actor: {self.enterprise.group}, reached: true{said}")

    def close(self):
        """The two consents, then the stroke of the pen."""
        self.wait(0, 1)
        self.add("confirm")
        self.wait(0, 2)
        self.add("approve", f", actor: {self.enterprise.lead_on(self.day)}")
        self.wait(0, 1)
        self.add("close", f", actor: {self.enterprise.group}")

    def to_sign(self):
        self.accept()
        self.assign()
        self.sign()


def plain(case):
    case.to_sign()
    other = case.helper() if case.pick.chance(0.12) else None
    case.work()
    if other:
        case.add("resolve", f", actor: {other}, outcome: solved, role: co")
    case.resolve()
    case.callback()
    case.close()
    if case.pick.chance(0.03):
        case.wait(2, 8)
        case.add("callback", f", actor: {case.office}, reached: true, rating: {case.pick(RATINGS)}")


def on_site(case):
    case.lead = case.handler()
    case.add("accept", f", actor: {case.enterprise.group}")
    case.add("assign", f", target: {case.lead}, role: lead, due: {ISO[case.day]}")
    case.add("resolve", f", actor: {case.lead}, outcome: solved")
    case.add("close", f", actor: {case.enterprise.group}")


def extended(case):
    case.to_sign()
    case.work()
    case.extend()
    case.resolve()
    case.callback()
    case.close()


def declined(case):
    case.accept()
    case.assign()
    case.wait(0, 1)
    case.add("decline", f", actor: {case.lead}, role: lead, note: 不属本单位职责")
    case.assign()
    case.sign()
    case.work()
    case.resolve()
    case.callback()
    case.close()


def returned(case):
    case.to_sign()
    case.work()
    case.resolve()
    case.callback("dissatisfied")
    case.wait(0, 1)
    case.add("return", f", actor: {case.enterprise.group}, note: 企业不满意，退回重办")
    case.wait(1, 3)
    case.add("progress", f", actor: {case.lead}, note: {case.pick(NOTES)}")
    case.resolve()
    case.callback()
    case.close()


def reopened(case):
    plain(case)
    case.wait(5, 30)
    if case.pick.chance(0.5):
        case.lead = case.handler()
        case.due = add_workdays(case.day, HANDLE)
        case.add("reopen", f", note: 问题反复, target: {case.lead}, due: {ISO[case.due]}")
    else:
        case.add("reopen", ", note: 企业再次反映")
        case.accept()
        case.assign()
    case.sign()
    case.work()
    case.resolve()
    case.callback()
    case.close()


def escalated(case):
    case.to_sign()
    case.work()
    case.add("escalate", ", body: joint_session, note: 提请包联领导会办")
    case.until_due(0.3)
    case.add("ruling", ", body: joint_session, note: 明确由主办单位限期解决")
    case.add("instruct", f", actor: {case.enterprise.lead_on(case.day)}, note: 一周内拿出办法")
    case.resolve()
    case.callback()
    case.close()


def stuck(case):
    """Never resolved: only word to the enterprise from time to time."""
    case.to_sign()
    for _ in range(case.pick.number(1, 6)):
        case.wait(3, 8)
        case.add("progress", f", actor: {case.lead}, note: {case.pick(NOTES)}")
        case.add("feedback", f", actor: {case.lead}, note: {case.pick(FEEDBACK)}")


def waiting(case):
    """Accepted late or not at all."""
    if case.pick.chance(0.5):
        case.wait(8, 20)
        case.add("accept", f", actor: {case.enterprise.group}")


STORIES = [plain] * 63 + [on_site] * 10 + [extended] * 8 + [declined] * 4 + [returned] * 5 + [reopened] * 5
STORIES += [escalated] * 2 + [stuck] * 2 + [waiting] * 1


def tell(story, case, last):
    """The events of a story, none dated after `last`."""
    story(case)
    return [text for day, text in case.events if day <= last]


LAST_DAY = DAY["2023-12-31"]
