"""The walk over one appeal's timeline: allowed transitions, deadlines, consents, what is overdue."""

from datetime import timedelta

from workdays import SEQ, add_workdays, to_day

# event: what must have happened before it in the round and still stand
NEEDS = {"close": "resolved", "return": "resolved", "extend": "lead", "sign": "assigned", "decline": "assigned", "delist": "listed", "ruling": "escalated"}
NOT_CALLED = {"unreachable", "withdrawn", "duplicate"}


class Course:
    """Where an appeal stands while its events are read one by one."""

    def __init__(self, checker, appeal, where):
        self.checker, self.appeal, self.where = checker, appeal, where
        self.round = 0
        self.open_round(appeal["received"])

    def open_round(self, day):
        self.round += 1
        self.opened = day
        self.lead = self.due = self.accepted = self.resolved = self.closed = self.feedback = self.outcome = None
        self.assigned = self.listed = self.escalated = False
        self.clear_consents()

    def clear_consents(self):
        self.confirmed = self.approved = False
        self.called, self.attempts = set(), set()

    def say(self, rule, what):
        self.checker.say(rule, self.where, what)

    def step(self, event):
        name, day = event["event"], event["date"]
        if self.closed and name not in ("callback", "reopen") or name == "reopen" and not self.closed:
            self.say("illegal-transition", f"{name} {day}")
        if name in NEEDS and not getattr(self, NEEDS[name]):
            self.say("illegal-transition", f"{name} {day}")
        handler = getattr(self, "on_" + name, None)
        if handler:
            handler(event, day)

    def on_accept(self, event, day):
        self.accepted = self.accepted or day

    def on_assign(self, event, day):
        self.assigned = True
        if event["role"] != "lead":
            return
        self.lead, self.due = event["target"], event.get("due")
        if self.due is None:
            self.say("missing-deadline", day)
        elif self.due < day:
            self.say("deadline-before-start", self.due)

    def on_decline(self, event, day):
        if event["role"] == "lead":
            self.lead = None

    def on_extend(self, event, day):
        if self.due and day > self.due:
            self.say("late-extension", day)
        self.due = event["due"]

    def on_resolve(self, event, day):
        if event.get("role", "lead") == "lead":
            self.resolved, self.outcome = day, event["outcome"]

    def on_return(self, event, day):
        self.resolved = self.outcome = None
        self.clear_consents()

    def on_feedback(self, event, day):
        self.feedback = day

    def on_callback(self, event, day):
        if event["reached"]:
            self.called.add(event["actor"])
        elif "rating" in event:
            self.say("unknown-field", "rating")
        self.attempts.add(day)

    def on_confirm(self, event, day):
        self.confirmed = True

    def on_approve(self, event, day):
        held = [post for since, until, post in self.checker.answering.get(self.appeal["enterprise"], ()) if since <= day < until]
        if event["actor"] in held:
            self.approved = True

    def on_list(self, event, day):
        self.listed = True

    def on_escalate(self, event, day):
        self.escalated = True

    def on_close(self, event, day):
        self.closed = day
        if self.appeal.get("on_site") and self.round == 1:
            if not self.opened == self.accepted == self.resolved == day:
                self.say("on-site-not-same-day", day)
            return
        need = self.checker.programme["workflow"]["close_needs"][0]
        if need.get("confirm") and not self.confirmed or need.get("approve") and not self.approved:
            self.say("closed-without-consent", day)
        if self.outcome not in NOT_CALLED and len(self.called) < need.get("callbacks", 0) and len(self.attempts) < 3:
            self.say("closed-without-callback", day)

    def on_reopen(self, event, day):
        if ("target" in event) != ("due" in event):
            self.say("missing-deadline", day)
        self.open_round(day)
        if "target" in event:
            self.assigned = True
            self.lead, self.due = event["target"], event["due"]

    def finish(self):
        """What is late on the as-of day."""
        as_of = self.checker.as_of
        if self.appeal.get("duplicate_of"):
            return
        if self.round == 1:
            limit = add_workdays(to_day(self.opened), self.checker.clocks["accept"])
            if to_day(self.accepted or as_of) > limit:
                self.say("late-acceptance", self.opened)
        if self.closed or self.resolved:
            return
        if self.due and self.due < as_of:
            self.say("overdue-case", self.due)
        if as_of - (self.feedback or self.opened) > timedelta(7):
            self.say("feedback-overdue", self.feedback)
