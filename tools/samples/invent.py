"""Invents a company's books from a place's words and a seed: the same seed gives the same books."""

import datetime as dt
import functools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from tools.samples import tax_numbers
from tools.samples.ledger import ZERO, Allocation, Bill, Cost, Ledger, Line, Payment, Supplier

HERE = Path(__file__).parent
CENT = Decimal("0.01")
TERMS = (30, 30, 30, 14, 45, 60, 7)
# What one unit of a foreign currency is worth at home, before it drifts through the year.
RATES = {("USD", "GBP"): "0.7812", ("EUR", "GBP"): "0.8531", ("CAD", "USD"): "0.7304", ("EUR", "USD"): "1.0842",
         ("GBP", "USD"): "1.2701", ("USD", "CAD"): "1.3655", ("EUR", "CAD"): "1.4820", ("USD", "EUR"): "0.9217",
         ("GBP", "EUR"): "1.1719", ("USD", "AUD"): "1.5093"}  # fmt: skip


@functools.cache
def load_place(code: str) -> Mapping[str, Any]:
    """Load a country's words and habits; ``base`` takes over another place's and changes some."""
    place = yaml.safe_load((HERE / "places" / f"{code}.yaml").read_text(encoding="utf-8"))
    return {**(load_place(place["base"]) if "base" in place else {}), **place, "code": code}


def invent_ledger(
    place: str,
    *,
    seed: int,
    suppliers: int = 18,
    bills: int = 60,
    costs: int = 40,
    start: dt.date = dt.date(2025, 11, 1),
    end: dt.date = dt.date(2026, 10, 31),
    abroad: Mapping[str, int] | None = None,
    last_day: int = 31,
    methods: Sequence[str] = (),
) -> Ledger:
    """Invent the books of one company over a period.

    ``abroad`` adds suppliers of other places, who bill in their own currency. With ``last_day`` below 13 every date
    falls on a day that could as well be a month. ``methods`` replaces the place's ways of paying.
    """
    home = load_place(place)
    book = _Inventor(home, random.Random(seed), start=start, end=end, last_day=last_day)
    book.methods = list(methods) or home["methods"]
    people = [book.supplier(home) for _ in range(suppliers)]
    for other, count in (abroad or {}).items():
        people += [book.supplier(load_place(other)) for _ in range(count)]
    documents = book.bills(people, bills)
    payments = book.payments(documents)
    return Ledger(
        home["company"], home["language"], home["currency"], start, end, people, documents, payments, book.costs(costs)
    )


class _Inventor:
    """Holds the dice and the counters while a ledger is being made up."""

    def __init__(
        self, home: Mapping[str, Any], rng: random.Random, *, start: dt.date, end: dt.date, last_day: int
    ) -> None:
        self.home, self.rng, self.start, self.end, self.last_day = home, rng, start, end, last_day
        self.methods: Sequence[str] = ()
        self.names: set[str] = set()
        self.shorts: Counter[str] = Counter()
        self.people = 0

    def fill(self, pattern: str) -> str:
        """Fill a pattern: # is a digit, ? a capital letter."""
        letters = {"#": "0123456789", "?": "ABDEFGHJLNPQRSTUWXYZ"}
        return "".join(self.rng.choice(letters[char]) if char in letters else char for char in pattern)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Pick a day, weekdays more often, never past the last day of the month that is allowed."""
        day = first + dt.timedelta(days=self.rng.randint(0, max((last - first).days, 0)))
        if day.weekday() >= 5 and self.rng.random() < 0.8:
            day -= dt.timedelta(days=day.weekday() - 4)
        day = max(day, first)
        return day if day.day <= self.last_day else day.replace(day=1 + day.day % self.last_day)

    def keep_early(self, day: dt.date) -> dt.date:
        """Move a day on to the next part of a month that dates of these books may fall on."""
        while day.day > self.last_day:
            day += dt.timedelta(days=1)
        return day

    def supplier(self, place: Mapping[str, Any]) -> Supplier:
        """Invent a supplier of a place; no two have the same name."""
        rng = self.rng
        while True:
            trade = rng.choice(place["trades"])
            first, second = rng.sample(place["last"], 2)
            city, region, postal = rng.choice(place["cities"])
            word, legal = rng.choice(trade["words"]), rng.choice(place["legal"])
            start = rng.choice([f"{first} & {second}", first, f"{first}'s", rng.choice(place["coined"]),
                                rng.choice(place["coined"]), city])  # fmt: skip
            if place["language"] != "en":
                start = start.replace("'s", "")
            parts = [word, start] if place.get("trade_first") else [start, word]
            name = " ".join(part for part in (*parts, legal) if part)
            if legal in ("Inc", "Inc.") and rng.random() < 0.3:
                name = f"{' '.join(parts)}, {legal}"
            if name.casefold() not in self.names:
                break
        self.names.add(name.casefold())
        self.people += 1
        plain = re.sub(r"[^a-z]", "", _plain(start).lower()) or "supplier"
        contact = (rng.choice(place["first"]), rng.choice(place["last"]))
        web = f"{plain[:14]}.example"
        code, country = place["country"]
        return Supplier(
            n=self.people, name=name, **self.short_name(name),
            first_name=contact[0], last_name=contact[1],
            email=rng.choice([f"accounts@{web}", f"{_plain(contact[0]).lower()}@{web}", f"ar@{web}", ""]),
            phone=self.fill(rng.choice(place["phone"])), extension=rng.choice(["", "", "", self.fill("###")]),
            mobile=self.fill(place["mobile"]),
            tax_number=tax_numbers.invent(place["tax_number"], rng),
            registration_number=self.fill(place["registration"]),
            line1=self.street(place), line2=rng.choice(place["premises"]), city=city, region=region,
            postal_code=self.fill(postal), country_code=code, country=country, is_active=rng.random() > 0.08,
            currency=place["currency"], terms_days=rng.choice(TERMS), method=rng.choice(self.methods),
            account_number=self.fill(rng.choice(["######", "??####", "##-#####", ""])),
            created=self.keep_early(dt.date(rng.randint(2016, 2025), rng.randint(1, 10), rng.randint(1, 28))),
            trade=word, website=f"www.{web}", place=place["code"],
        )  # fmt: skip

    def short_name(self, name: str) -> dict[str, Any]:
        """Give the letters an id is made of, and the rank that tells those apart that begin alike."""
        letters = re.sub(r"[^A-Z]", "", _plain(name).upper())[:10].ljust(4, "X")
        self.shorts[letters[:4]] += 1
        return {"short": letters, "rank": self.shorts[letters[:4]]}

    def street(self, place: Mapping[str, Any]) -> str:
        """Invent a street address."""
        street, number = self.rng.choice(place["streets"]), self.rng.randint(2, 988)
        return f"{street} {number % 98 + 1}" if place.get("number_last") else f"{number} {street}"

    def bills(self, people: Sequence[Supplier], count: int) -> list[Bill]:
        """Invent bills over the period, a few busy suppliers having most of them."""
        rng = self.rng
        weights = [1 / (1 + 0.35 * place) for place in range(len(people))]
        forms = {person.n: self.number_form() for person in people}
        # Nobody stands in the books without a bill.
        billed = [*people, *rng.choices(people, weights, k=max(count - len(people), 0))][:count]
        documents = [self.bill(person) for person in billed]
        documents.sort(key=lambda bill: (bill.posted, bill.issued, bill.supplier.n))
        seen: Counter[int] = Counter()
        for n, bill in enumerate(documents, start=1):
            prefix, first, step, width = forms[bill.supplier.n]
            seen[bill.supplier.n] += rng.randint(1, step)
            serial = f"{first + seen[bill.supplier.n]:0{width}d}"
            bill.n = n
            bill.number = prefix.format(year=bill.issued.year, credit="CR" if bill.net < 0 else "") + serial
        return documents

    def number_form(self) -> tuple[str, int, int, int]:
        """Give the way one supplier numbers its invoices."""
        prefix = self.rng.choice(
            ["INV-{credit}", "{credit}", "{year}/{credit}", "SI{credit}", "{credit}", "R{credit}-"]
        )
        width = self.rng.choice([4, 5, 6, 6])
        return prefix, self.rng.randint(1, 10**width // 3), self.rng.choice([1, 7, 23]), width

    def bill(self, person: Supplier) -> Bill:
        """Invent one bill or, now and then, a credit note."""
        rng = self.rng
        place = load_place(person.place)
        trade = next(t for t in place["trades"] if person.trade in t["words"])
        issued = self.day(self.start, self.end - dt.timedelta(days=3))
        received = self.keep_early(min(issued + dt.timedelta(days=rng.randint(0, 6)), self.end))
        is_credit = rng.random() < 0.07
        rate = rng.choice(place["tax"]["rates"])
        lines = [self.line(trade, rate, is_credit=is_credit) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
        return Bill(
            n=0, number="", supplier=person, issued=issued,
            received=max(received, issued), posted=max(received, issued),
            due=self.keep_early(issued + dt.timedelta(days=person.terms_days)), rate=self.rate(person.currency, issued),
            lines=lines, po_number=f"PO{rng.randint(4000, 9899)}" if rng.random() < 0.45 else "",
            text=f"{lines[0].text} {issued:%m/%Y}",
            entity=tuple(rng.choice(self.home["entities"])), is_void=not is_credit and rng.random() < 0.035,
        )  # fmt: skip

    def line(self, trade: Mapping[str, Any], tax_rate: float | str, *, is_credit: bool = False) -> Line:
        """Invent one line in a trade's price range."""
        rng, (low, high) = self.rng, trade["price"]
        price = Decimal(rng.randint(low * 100, high * 100)) / 100
        quantity = rng.choice([1, 1, 1, 2, 3, 5, 8, 12])
        net = (price * quantity * (-1 if is_credit else 1)).quantize(CENT)
        tax = (net * Decimal(str(tax_rate)) / 100).quantize(CENT)
        text = rng.choice(trade["lines"]) if "lines" in trade else trade["text"]
        account, name = trade["account"]
        return Line(account, name, text, quantity, price.quantize(CENT), net, Decimal(str(tax_rate)), tax)

    def rate(self, currency: str, day: dt.date) -> Decimal:
        """Give what one unit of a currency is worth at home on a day."""
        if currency == self.home["currency"]:
            return Decimal(1)
        drift = Decimal((day.month * 7 + day.year) % 23 - 11) / 1000
        return (Decimal(RATES[currency, self.home["currency"]]) * (1 + drift)).quantize(Decimal("0.000001"))

    def payments(self, documents: Iterable[Bill]) -> list[Payment]:
        """Pay most bills in weekly runs: on time, early, late or in two parts; a few payments are voided and redone."""
        due: dict[tuple[dt.date, int], list[tuple[Bill, Decimal]]] = defaultdict(list)
        for bill in documents:
            for day, amount in self.instalments(bill):
                if day <= self.end:
                    due[day, bill.supplier.n].append((bill, amount))
        made: list[Payment] = []
        for (day, _), parts in sorted(due.items()):
            # A credit note larger than the bills it meets stays open.
            is_covered = sum((amount for _, amount in parts), ZERO) > 0
            paid = parts if is_covered else [part for part in parts if part[1] > 0]
            if paid:
                made += self.pay(day, paid)
        numbers: Counter[str] = Counter()
        for n, payment in enumerate(made, start=1):
            numbers[payment.method] += 1
            payment.n, payment.sequence = n, numbers[payment.method]
        return made

    def instalments(self, bill: Bill) -> list[tuple[dt.date, Decimal]]:
        """Plan when a bill is paid and how much of it."""
        rng = self.rng
        if bill.is_void or rng.random() < 0.04:
            return []
        delay = rng.choice([-17, -13, -13, -12, -10, -8, -5, 0, 9, 31])
        first = self.run_day(max(bill.due + dt.timedelta(days=delay), bill.posted + dt.timedelta(days=1)))
        if bill.total > 400 and rng.random() < 0.1:
            half = (bill.total / 2).quantize(CENT)
            return [(first, half), (self.run_day(first + dt.timedelta(days=21)), bill.total - half)]
        return [(first, bill.total)]

    def run_day(self, day: dt.date) -> dt.date:
        """Give the next payment run: every second Thursday, moved in books of early days only."""
        day += dt.timedelta(days=(3 - day.weekday()) % 7)
        return self.keep_early(day + dt.timedelta(days=7 * (day.isocalendar().week % 2)))

    def pay(self, day: dt.date, parts: Sequence[tuple[Bill, Decimal]]) -> list[Payment]:
        """Pay a supplier's bills of one run."""
        person = parts[0][0].supplier
        method = person.method if self.rng.random() < 0.85 else self.rng.choice(self.methods)
        account = tuple(self.home["accounts"]["card" if "card" in method else "bank"])

        def payment(*, is_void: bool) -> Payment:
            cleared = day < self.end - dt.timedelta(days=12)
            made = Payment(0, person, day, method, 0, account, self.rate(person.currency, day), is_void, cleared)
            made.allocations = [Allocation(made, bill, amount) for bill, amount in parts]
            for item in made.allocations:
                item.bill.allocations.append(item)
            return made

        again = [payment(is_void=True)] if self.rng.random() < 0.03 else []
        return [*again, payment(is_void=False)]

    def costs(self, count: int) -> list[Cost]:
        """Invent what was paid on the spot; a few amounts are given back."""
        payees = {item["payee"]: self.payee(item["payee"]) for item in self.home["costs"]}
        made = []
        for _ in range(count):
            item = self.rng.choice(self.home["costs"])
            method = self.rng.choice(["card", "card", "card", "debit", "cash"])
            account = self.home["accounts"]["cash" if method == "cash" else "card" if method == "card" else "bank"]
            line = self.line(item, self.rng.choice(self.home["tax"]["rates"]), is_credit=self.rng.random() < 0.04)
            made.append((self.day(self.start, self.end), item["payee"], method, tuple(account), line))
        made.sort(key=lambda cost: cost[:2])
        return [Cost(n, day, payees[payee], method, account, line, self.fill("######"))
                for n, (day, payee, method, account, line) in enumerate(made, start=1)]  # fmt: skip

    def payee(self, name: str) -> Supplier:
        """Invent the rest of a shop or hotel whose name is known."""
        person = self.supplier(self.home)
        return Supplier(**{**vars(person), "name": name, **self.short_name(name)})


def _plain(text: str) -> str:
    accents = str.maketrans("àâäáãçéèêëíîïñóôöòúùûüßœ", "aaaaaceeeeiiinoooouuuuso")
    return text.lower().translate(accents).title().replace("&", "and")
