#!/usr/bin/env python3
"""Generate a valid ledger of any size, always the same for the same arguments.

    generate.py 4000 DIR                    4,000 enterprises, 20,000 appeals, 16,000 visits in 2023, as lists
    generate.py 4000 --layout files DIR     the same records, one file each

The text is written directly, not through a YAML library: this is fast and looks as people write it.
"""

import argparse
import random
import subprocess
import sys
from math import isqrt
from pathlib import Path

import timelines
from timelines import LAST_DAY, STORIES, Timeline, tell
from workdays import DAY, ISO

FIRST_DAY = DAY["2023-01-01"]
QUARTERS = [("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30"), ("2023-10-01", "2023-12-31")]
QUARTERS = [(DAY[start], DAY[finish]) for start, finish in QUARTERS]
TOWNS = ["东河", "西岭", "南塘", "北湾", "中集"]
LEADERS = [("县委", "党委部门"), ("县人大", "人大机关"), ("县政府", "政府部门"), ("县政协", "政协机关")]
DEPARTMENTS = ["发展改革", "工业信息", "财政", "人社", "自然资源", "生态环境", "住建", "交通", "水务", "农业农村", "商务", "市场监管", "税务", "金融"]
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "文明志远海清晓云国强建华思源立新"
BRANDS, TRADES = "恒泰瑞丰宏达盛华金源鑫隆永兴安康嘉禾", ["机械", "食品", "纺织", "电子", "建材", "化工", "物流", "家居", "包装", "农业科技"]
CATEGORIES = ["规上工业", "规上服务业", "限上批零", "中小微", "中小微", "中小微"]
CHANNELS = ["visit", "phone", "phone", "wechat", "platform", "window", "letter", "hotline"]
NEEDS = {
    "融资": "流动资金贷款到期续贷困难", "用工": "生产旺季一线操作工短缺", "用地": "扩建项目用地指标未落实", "税费": "留抵退税进度咨询",
    "水电气": "厂区供电容量不足需要增容", "物流配套": "园区货车通行路线受限", "审批": "消防验收材料反复补正", "政策落实": "技改补贴申报后未到账",
    "拖欠账款": "工程款长期未结清", "市场": "希望帮助对接本地采购需求",
}
PROGRAMME = Path(__file__).with_name("programme.yaml")


class Pick:
    """Choices from one seeded stream, in the few shapes the generator needs."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def __call__(self, values):
        return values[int(self.random() * len(values))]

    def number(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def chance(self, share):
        return self.random() < share


class Writer:
    """Puts records into list files or files of their own below a directory."""

    def __init__(self, root, layout):
        self.root, self.layout = Path(root), layout
        self.lists = {}

    def add(self, place, record_id, lines):
        """Take one record: `place` is kind/list, such as appeals/2023-03/T01."""
        if self.layout == "lists":
            self.lists.setdefault(place, []).append("- " + "\n  ".join(lines) + "\n")
        else:
            self.write(f"{place}/{record_id}.yaml", "\n".join(lines) + "\n")

    def flush(self):
        """Write the lists gathered so far; each list file is written once."""
        for place, records in self.lists.items():
            self.write(place + ".yaml", "".join(records))
        self.lists.clear()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


class Enterprise:
    """What appeals and visits need to know about their enterprise."""

    def __init__(self, number, town, group, since, until):
        self.id, self.number, self.town, self.group = f"E{number:05d}", number, town, group
        self.since, self.until = since, until   # the days on which things happen, both included
        self.leads = []                         # (since, post), ascending

    def lead_on(self, day):
        """The post that answers for it on that day."""
        return [post for since, post in self.leads if since <= day or since == self.leads[0][0]][-1]


def uscc(number):
    """A unified social credit code with the check digits of GB 11714 and GB 32100-2015."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"{number:08d}"
    rest = (11 - sum(int(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2))) % 11) % 11
    code = "91990101" + body + ("X" if rest == 10 else str(rest))
    total = sum(signs.index(c) * pow(3, place, 31) for place, c in enumerate(code))
    return code + signs[(31 - total % 31) % 31]


def write_units(writer, size):
    """Offices, towns, departments and work groups; returns ids of towns, departments, groups."""
    count = 12 + isqrt(size) // 10
    rows = [("O01", "青禾县包联办", "工作专班")]
    rows += [(f"L{n:02d}", f"青禾{name}", kind) for n, (name, kind) in enumerate(LEADERS, 1)]
    rows += [(f"T{n:02d}", f"{name}镇", "乡镇") for n, name in enumerate(TOWNS, 1)]
    for n in range(count):
        turn = "" if n < len(DEPARTMENTS) else str(n // len(DEPARTMENTS) + 1)
        rows.append((f"D{n + 1:02d}", f"县{DEPARTMENTS[n % len(DEPARTMENTS)]}局{turn}", "政府部门"))
    rows += [(f"G{n + 1:02d}", f"第{n + 1}包联工作组", "工作专班") for n in range(count)]
    for unit, name, kind in rows:
        lines = [f"id: {unit}", f"name: {name}", f"kind: {kind}"]
        if unit[0] == "G":
            lines.append(f"parent: D{unit[1:]}")
        writer.add("units/all", unit, lines)
    ids = [row[0] for row in rows]
    return [[unit for unit in ids if unit[0] == sort] for sort in "TDG"]


def write_posts(writer, pick, size, units):
    """Posts with the cadres who hold them; some change hands, some stand empty for a while."""
    homes = [f"L{n:02d}" for n in range(1, len(LEADERS) + 1)] + units
    tiers = {"L": "四大班子", "T": "乡镇主要负责人", "D": "部门主要负责人"}
    posts, cadres = [], 0
    for number in range(1, 21 + isqrt(size) * 3 // 2):
        post, home = f"P{number:03d}", homes[number % len(homes)]
        change = DAY["2023-02-01"] + pick.number(0, 270)
        empty = pick.number(5, 30) if pick.chance(0.3) else 0
        acting = bool(empty) and pick.chance(0.5)
        changed = pick.chance(0.12)
        stretches = [(None, change if changed else None, "")]
        if changed and acting:
            stretches.append((change, change + empty, ", acting: true"))
        if changed:
            stretches.append((change + empty, None, ""))
        lines = [f"id: {post}", f"unit: {home}", f"title: {'书记' if number % 2 else '副职'}{number}", f"tier: {tiers[home[0]]}", "holders:"]
        for since, until, note in stretches:
            cadres += 1
            write_cadre(writer, pick, cadres, home)
            end = f", until: {ISO[until]}" if until else ""
            lines.append(f"  - {{cadre: C{cadres:04d}, since: {ISO[since] if since else '2022-05-01'}{end}{note}}}")
        writer.add("posts/all", post, lines)
        posts.append(post)
    return posts


def write_cadre(writer, pick, number, unit):
    name = pick(SURNAMES) + pick(GIVEN) + pick(GIVEN)
    writer.add("cadres/all", f"C{number:04d}", [f"id: C{number:04d}", f"name: {name}", f"unit: {unit}"])


def write_enterprise(writer, pick, number, town, group, posts):
    """One enterprise with its pairings; returns what its appeals and visits need."""
    registered, until = FIRST_DAY, LAST_DAY
    if pick.chance(0.05):
        registered = DAY["2023-02-01"] + pick.number(0, 220)
    paired = registered + (pick.number(5, 40) if pick.chance(0.01) else 0)
    departed = DAY["2023-10-05"] + pick.number(0, 70) if pick.chance(0.01) else None
    if departed:
        until = departed - 1
    enterprise = Enterprise(number, town, group, paired, until)
    enterprise.leads.append((paired, posts[number % len(posts)]))
    if pick.chance(0.03) and paired + 20 < until - 20:
        enterprise.leads.append((pick.number(paired + 20, until - 20), posts[(number + 1) % len(posts)]))
    lines = [f"id: {enterprise.id}", f"name: 青禾{pick(BRANDS)}{pick(BRANDS)}{pick(TRADES)}有限公司{number}", "type: enterprise", f'uscc: "{uscc(number)}"']
    lines += [f"category: {pick(CATEGORIES)}", f"industry: {pick(TRADES)}", f"town: {town}", f"registered: {ISO[registered]}"]
    if departed:
        lines.append(f"departed: {{date: {ISO[departed]}, reason: 注销}}")
    lines += [f"head: {{name: {pick(SURNAMES)}{pick(GIVEN)}{pick(GIVEN)}, since: 2021-03-01}}", "pairings:"]
    last = f", until: {ISO[departed]}" if departed else ""
    ends = [f", until: {ISO[since]}" for since, _ in enterprise.leads[1:]] + [last]
    for (since, post), end, basis in zip(enterprise.leads, ends, ("DOC-1", "DOC-2")):
        lines.append(f"  - {{role: lead, post: {post}, since: {ISO[since]}{end}, basis: {basis}}}")
    lines.append(f"  - {{role: group, unit: {group}, since: {ISO[paired]}{last}, basis: DOC-1}}")
    writer.add(f"enterprises/{town}", enterprise.id, lines)
    return enterprise


def write_visits(writer, pick, enterprise):
    """Four visits, one a quarter where the enterprise is there to be visited; returns (id, day) of each."""
    visits = []
    for quarter, (start, finish) in enumerate(QUARTERS, 1):
        start, finish = max(start, enterprise.since), min(finish, enterprise.until)
        if start > finish:
            start, finish = enterprise.since, enterprise.until
        day, visit = pick.number(start, finish), f"V{enterprise.number:05d}-{quarter}"
        form = "phone" if pick.chance(0.03) else "on_site"
        lines = [f"id: {visit}", f"date: {ISO[day]}", f"enterprise: {enterprise.id}", "visitors:", f"  - {{post: {enterprise.lead_on(day)}}}"]
        if pick.chance(0.2):
            lines.append(f"  - {{cadre: CG{enterprise.group[1:]}}}")
        lines += [f"form: {form}", f"unit: {enterprise.group}", "summary: 了解生产经营和订单情况，宣讲惠企政策，听取企业诉求。"]
        if form == "on_site":
            lines.append(f"leaflets: {pick.number(1, 5)}")
        writer.add(f"visits/2023Q{quarter_of(day)}/{enterprise.town}", visit, lines)
        visits.append((visit, day))
    return visits


def quarter_of(day):
    return (int(ISO[day][5:7]) + 2) // 3


def write_appeals(writer, pick, enterprise, visits, departments):
    """Five appeals, each with its timeline as far as the year has come."""
    first = None
    for turn in range(1, 6):
        appeal, story, channel = f"A{enterprise.number:05d}-{turn}", pick(STORIES), pick(CHANNELS)
        received, visit = pick.number(enterprise.since, enterprise.until), None
        if channel == "visit":
            visit, received = pick(visits)
        category = pick(list(NEEDS))
        lines = [f"id: {appeal}", f"enterprise: {enterprise.id}", f"title: {NEEDS[category]}", f"category: {category}", f"channel: {channel}"]
        lines += [f"received: {ISO[received]}", f"text: {NEEDS[category]}，希望有关部门帮助协调解决。", f"unit: {enterprise.group}"]
        lines.append(f"nature: {pick(('individual', 'individual', 'individual', 'common', 'complex'))}")
        if visit:
            lines.append(f"visit: {visit}")
        if channel == "platform":
            lines.append(f'external_id: "SW{enterprise.number:06d}{turn}"')
        if first and pick.chance(0.01):
            lines.append(f"duplicate_of: {first}")
            story = timelines.waiting
        elif story is timelines.on_site:
            lines.append("on_site: true")
        first = first or appeal
        events = tell(story, Timeline(pick, received, enterprise, departments), enterprise.until)
        if events:
            lines.append("timeline:")
            lines += ["  - " + event for event in events]
        writer.add(f"appeals/{ISO[received][:7]}/{enterprise.town}", appeal, lines)


def generate(size, layout, seed, root):
    """Write the whole ledger below `root`."""
    pick, writer = Pick(seed), Writer(root, layout)
    writer.write("bqtool.yaml", PROGRAMME.read_text(encoding="utf-8"))
    towns, departments, groups = write_units(writer, size)
    posts = write_posts(writer, pick, size, towns + departments)
    for group in groups:
        writer.add("cadres/all", f"CG{group[1:]}", [f"id: CG{group[1:]}", f"name: {pick(SURNAMES)}{pick(GIVEN)}", f"unit: {group}"])
    papers = [("DOC-1", "roster", "包联企业清单", "2022-12-28"), ("DOC-2", "approval", "包联调整批复", "2023-01-10"), ("DOC-3", "toolkit", "惠企政策问答", "2023-01-03")]
    for document, kind, title, day in papers:
        writer.add("documents/all", document, [f"id: {document}", f"kind: {kind}", f"title: {title}", f"date: {day}"])
    for place, town in enumerate(towns):
        for number in range(place + 1, size + 1, len(towns)):
            enterprise = write_enterprise(writer, pick, number, town, groups[number % len(groups)], posts)
            visits = write_visits(writer, pick, enterprise)
            write_appeals(writer, pick, enterprise, visits, departments)
        writer.flush()


def commit(root):
    """Make the ledger a repository with one commit, the same whenever it is made."""
    day = "2023-12-31T12:00:00 +0800"
    who = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"]
    env = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null"}
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-q", "-m", "Generate the ledger"]):
        subprocess.run(["git", *words], cwd=root, check=True, env=env)


def main():
    parser = argparse.ArgumentParser(description="Generate a valid ledger, the same for the same arguments.")
    parser.add_argument("size", type=int, help="number of enterprises")
    parser.add_argument("dir", type=Path, help="a new or empty directory")
    parser.add_argument("--layout", choices=("lists", "files"), default="lists")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--git", action="store_true", help="also make it a repository with one commit")
    args = parser.parse_args()
    if args.dir.exists() and any(args.dir.iterdir()):
        sys.exit(f"generate.py: {args.dir} is not empty")
    generate(args.size, args.layout, args.seed, args.dir)
    if args.git:
        commit(args.dir)


if __name__ == "__main__":
    main()
