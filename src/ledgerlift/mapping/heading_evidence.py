"""What a column's heading says: for each field, log-odds that the column is it rather than nothing we keep."""

import functools
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ledgerlift.catalogue.headings import GENERAL, HeadingFact, Headings, WordCounts, normalise_heading
from ledgerlift.mapping.concepts import same_field
from ledgerlift.records import FIELDS, DataType, Kind

# One product counts once; the chosen software's own word outweighs all the others together but not the values.
OWN_PRODUCT_WEIGHT = 12.0
OTHERS_BESIDE_OWN = 0.05
GENERAL_COUNTS_AS = 4  # a heading of no one product is common to several
OTHER_REPORT_WEIGHT = 0.12  # the heading is known, but from another kind of report
MISSPELT_WEIGHT = 0.6
# A heading that names a thing may hold its code or its name; the values decide. The number is what that costs.
PARTNERS = {
    ("supplier_id", "supplier_name"): 0.6,
    ("gl_account", "gl_account_name"): 0.6,
    ("entity_id", "entity_name"): 0.6,
    ("payment_account", "gl_account_name"): 0.8,
    ("bill_id", "bill_number"): 1.2,
    ("payment_id", "payment_number"): 1.2,
    ("expense_id", "reference"): 2.0,
}
# The number people know a document by comes first; a number of the program's own is read only beside it.
SECOND_CHOICE = frozenset({"bill_id", "payment_id", "expense_id", "line_amount", "line_description"})
SECOND_CHOICE_LOSS = 0.5
# Without a word for it in the heading, only what a report cannot do without, and what values give away, is considered.
UNSAID_ESSENTIAL, UNSAID = -1.0, -4.0
CONTRADICTED_ESSENTIAL, CONTRADICTED = -2.5, -4.5
ESSENTIAL = frozenset(
    {"supplier_name", "issue_date", "payment_date", "date", "total_amount", "amount", "email", "currency"}
)
HIGHEST, LOWEST = 5.5, -5.0
# Words seen in headings generalise to headings nobody has listed, with less certainty than a listed one.
HIGHEST_BY_WORDS = 2.5
SHORTEST_MISSPELT, LONG_ENOUGH_FOR_TWO = 5, 9  # letters
# Words alone also fit columns that no product keeps; nobody has listed those.
UNLISTED_HANDICAP = 2.0
MOSTLY = 0.7  # of a word's use, to be about dates


@dataclass(frozen=True)
class HeadingEvidence:
    """Log-odds for every field and the sentence that says where they come from."""

    scores: Mapping[str, float]
    reason: str
    is_exact: bool
    is_own: bool = False  # the chosen software calls a column of this report so


@dataclass(frozen=True)
class HeadingReader:
    """Reads headings for one kind of report and, when known, one software."""

    headings: Headings
    data_type: DataType
    software: str | None = None

    def read(self, heading: str) -> HeadingEvidence:
        """Say which fields a heading speaks for and against."""
        facts = self.headings.facts(heading)
        scores, penalty, reason = self._by_facts(facts) if facts else ({}, 0.0, "no heading")
        normalised = normalise_heading(heading)
        if scores or not normalised:
            is_own = any(self._is_own(fact) for fact in facts)
            return self._evidence(scores, reason, is_exact=bool(scores), is_own=is_own)
        near = None if facts else _nearest(self.headings, normalised)
        if near:
            scores, _, _ = self._by_facts(self.headings.facts(near))
            if scores:
                weakened = {field: score * MISSPELT_WEIGHT for field, score in scores.items()}
                return self._evidence(weakened, f"heading close to the known heading “{near}”", is_exact=False)
        by_words = _read_words(self.headings.parted(normalised), self.headings.word_counts(self.data_type))
        scores = {field: _clip(score - penalty - UNLISTED_HANDICAP) for field, score in by_words.items()}
        if not scores and penalty:
            scores = {field: _clip(UNSAID_ESSENTIAL - penalty) for field in ESSENTIAL & FIELDS[self.data_type].keys()}
        return self._evidence(scores, reason if penalty else "words of the heading", is_exact=False)

    def read_without_date(self, heading: str) -> HeadingEvidence | None:
        """Read a heading that promises dates over a column that has none as that of a number.

        "Transaction Date" over numbers is about transactions all the same. None where all of its words are about dates.
        """
        kinds, counts = FIELDS[self.data_type], self.headings.word_counts(self.data_type)
        words = normalise_heading(heading).split()
        rest = [word for word in words if _date_share(word, counts, kinds) < MOSTLY]
        if not rest or len(rest) == len(words):
            return None
        read, whole = self.read(" ".join(rest)), self.read(heading)
        numbers = {
            name: score * MISSPELT_WEIGHT
            for name, score in read.scores.items()
            if kinds[name] is Kind.IDENTIFIER and score > 0
        }
        reason = f"“{' '.join(rest)}” of a heading whose column has no dates"
        return HeadingEvidence({**whole.scores, **numbers}, reason, is_exact=False)

    def _evidence(
        self, scores: Mapping[str, float], reason: str, *, is_exact: bool, is_own: bool = False
    ) -> HeadingEvidence:
        """Complete what is known with what follows from silence."""
        complete = {}
        for field in FIELDS[self.data_type]:
            silence = UNSAID_ESSENTIAL if field in ESSENTIAL else UNSAID
            if is_exact:
                silence = CONTRADICTED_ESSENTIAL if field in ESSENTIAL else CONTRADICTED
            complete[field] = scores.get(field, silence)
        for field in SECOND_CHOICE & complete.keys():
            complete[field] -= SECOND_CHOICE_LOSS
        for (code, name), loss in PARTNERS.items():
            if code in complete and name in complete:
                spoken = math.log(math.exp(complete[code]) + math.exp(complete[name])) - loss
                if spoken > 0:
                    complete[code], complete[name] = max(complete[code], spoken), max(complete[name], spoken)
        return HeadingEvidence(complete, reason, is_exact=is_exact, is_own=is_own)

    def _is_own(self, fact: HeadingFact) -> bool:
        return self.software in fact.products and fact.data_type is self.data_type

    def _by_facts(self, facts: Collection[HeadingFact]) -> tuple[dict[str, float], float, str]:
        says_own = any(self._is_own(fact) for fact in facts)
        votes: dict[str | None, float] = defaultdict(float)
        products: dict[str | None, int] = defaultdict(int)
        for fact in facts:
            field = fact.field
            weight = 1.0
            if fact.data_type is not self.data_type:
                weight = OTHER_REPORT_WEIGHT
                if field is not None:
                    field = same_field(field, of=self.data_type, seen_in=fact.data_type)
                    if field is None:
                        continue  # it means something that this report has no column for
            count = len(fact.products) + (GENERAL_COUNTS_AS - 1 if GENERAL in fact.products else 0)
            if self._is_own(fact):
                votes[field] += OWN_PRODUCT_WEIGHT
            votes[field] += weight * count * (OTHERS_BESIDE_OWN if says_own else 1.0)
            products[field] += count
        ignored = votes.pop(None, 0.0)
        if not votes:
            return {}, _penalty(ignored), "a heading we do not keep"
        total = sum(votes.values())
        scores = {
            field: _clip(math.log((vote + 0.05) / (ignored + 0.15)) + math.log((vote + 0.1) / (total + 0.1)))
            for field, vote in votes.items()
            if field is not None
        }
        best = max(votes, key=lambda field: votes[field])
        return scores, 0.0, f"known heading in {products[best]} product{'s' if products[best] > 1 else ''}"


def _date_share(word: str, counts: Mapping[str | None, WordCounts], kinds: Mapping[str, Kind]) -> float:
    """Give how much of a word's use is in headings of dates."""
    uses = {name: counted.words.get(word, 0.0) for name, counted in counts.items() if name}
    total = sum(uses.values())
    return sum(use for name, use in uses.items() if kinds[name] is Kind.DATE) / total if total else 0.0


def _read_words(normalised: str, counts: Mapping[str | None, WordCounts]) -> dict[str, float]:
    """Weigh the words of an unlisted heading: naive Bayes over the words of all headings of one report."""
    words = [word for word in normalised.split() if any(word in counted.words for counted in counts.values())]
    if not words:
        return {}
    share_known = len(words) / len(normalised.split())
    total = sum(counted.headings for counted in counts.values())
    logs = {field: _log_likelihood(words, counted, total) for field, counted in counts.items()}
    nothing = logs.pop(None, min(logs.values(), default=0.0))
    return {
        field: max(LOWEST, min(HIGHEST_BY_WORDS, (value - nothing) * share_known))
        for field, value in logs.items()
        if field is not None
    }


def _log_likelihood(words: Sequence[str], counted: WordCounts, total: float) -> float:
    seen = sum(math.log((counted.words.get(word, 0.0) + 0.2) / (counted.headings + 2.0)) for word in words)
    return math.log(counted.headings / total) + seen


@functools.lru_cache(maxsize=5_000)
def _nearest(headings: Headings, normalised: str) -> str | None:
    """Find the known heading that a misspelt one stands for: a letter or two away, not another word."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(normalised) < SHORTEST_MISSPELT:
        return None
    most = 1 if len(normalised) < LONG_ENOUGH_FOR_TWO else 2
    found = process.extractOne(normalised, headings.vocabulary, scorer=OSA.distance, score_cutoff=most)
    return found[0] if found else None


def _penalty(ignored: float) -> float:
    """How much speaks against every field when products have this column and keep nothing of it."""
    return min(-LOWEST, math.log1p(4 * ignored))


def _clip(score: float) -> float:
    return max(LOWEST, min(HIGHEST, score))
