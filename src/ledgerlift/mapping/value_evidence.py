"""What a column's values say: log-odds that values like these stand in a column of one field."""

from collections.abc import Callable, Mapping

from ledgerlift.records import Kind
from ledgerlift.values.profile import ColumnProfile

IMPOSSIBLE = -9.0
SOME_ROWS = 20
FEW_ROWS = 1
SLIPS, MOSTLY = 0.02, 0.7
SOME_WORDS = 0.3
FEW_KINDS = 6  # of documents, where each has a name of several words


def weigh_values(profile: ColumnProfile, field: str, kind: Kind) -> float:
    """Give log-odds for one field from the profile of a column; 0 when the values say nothing either way."""
    if profile.filled_share == 0:
        return -6.0 if field in _RARELY_EMPTY else -0.5
    score = _BY_KIND[kind](profile)
    rule = _BY_FIELD.get(field)
    score += rule(profile) if rule else 0.0
    if score > 0:
        # One row fits almost anything.
        score *= profile.count / (profile.count + FEW_ROWS)
    return max(IMPOSSIBLE, score)


def _date(p: ColumnProfile) -> float:
    if p.date_share >= 0.9:
        return 2.0
    return IMPOSSIBLE if p.date_share < 0.5 else -1.0


def _amount(p: ColumnProfile) -> float:
    if p.number_share < 0.8:
        return IMPOSSIBLE if p.number_share < 0.5 else -2.0
    if p.phone_share > 0.6:
        return -4.0
    score = 0.3
    if p.cents_share > 0.3:
        score += 1.7
    elif p.integer_share > 0.99 and p.id_share > 0.99:
        # Whole numbers without signs or cents are as often codes and counters.
        score -= 1.0
        if p.distinct_count <= 3:
            score -= 1.0
    if p.negative_share > 0:
        score += 0.5
    return score


def _rate(p: ColumnProfile) -> float:
    return 0.5 if p.number_share >= 0.95 and p.negative_share == 0 else IMPOSSIBLE


def _currency(p: ColumnProfile) -> float:
    if p.currency_share >= 0.9:
        return 4.0
    return IMPOSSIBLE if p.cents_share > 0.5 or p.date_share > 0.5 else -3.5


def _country(p: ColumnProfile) -> float:
    if p.country_share >= 0.8:
        return 2.0
    return IMPOSSIBLE if p.cents_share > 0.5 or p.date_share > 0.5 else -2.5


def _email(p: ColumnProfile) -> float:
    return 5.0 if p.email_share >= 0.5 else IMPOSSIBLE


def _phone(p: ColumnProfile) -> float:
    if p.phone_share >= 0.6:
        return 2.0
    if p.letters_share > 0.5 and p.count <= FEW_ROWS:
        return -4.0  # one word may be a slip
    return IMPOSSIBLE if p.cents_share > 0.5 or p.date_share > 0.5 or p.letters_share > 0.5 else -1.5


def _identifier(p: ColumnProfile) -> float:
    if (p.date_share > 0.8 and p.number_share < 0.5) or p.email_share > 0.5 or p.boolean_share > 0.9:
        return IMPOSSIBLE
    if p.cents_share > 0.5 or p.company_share > 0.3:
        return -5.0
    if p.url_share > 0.5 or (p.multiword_share > 0.5 and p.letters_share > 0.5):
        return -2.5
    if p.cents_share > SLIPS and p.number_share > 0.9:
        return -1.5  # amounts that are mostly nil
    if p.word_share > MOSTLY:
        return -0.5
    return 0.5 + (0.5 if p.id_share > 0.8 else 0.0)


def _name(p: ColumnProfile) -> float:
    if p.date_share > 0.3 or p.number_share > 0.6 or p.email_share > 0.5 or p.url_share > 0.5 or p.boolean_share > 0.9:
        return IMPOSSIBLE
    score = 0.0
    if p.letters_share < 0.6:
        score -= 2.0
    if p.company_share > 0.15:
        score += 2.0
    elif p.company_share > 0.03:
        score += 1.0
    if p.multiword_share > 0.4:
        score += 0.5
    if p.distinct_count <= 2 < p.count:
        score -= 1.5
    return score


def _other_party(p: ColumnProfile) -> float:
    """Weigh names of the company's own accounts, which are nobody it deals with."""
    return _main(p) - (4.0 if p.account_share > MOSTLY else 0.0)


def _text(p: ColumnProfile) -> float:
    if p.date_share > 0.8 or p.email_share > 0.5 or p.url_share > 0.5 or p.boolean_share > 0.9:
        return -4.0
    if p.cents_share > 0.5:
        return -5.0
    if p.number_share > 0.9:
        return -1.5
    return 0.3


def _status(p: ColumnProfile) -> float:
    if p.date_share > 0.3 or p.cents_share > 0.3 or (p.distinct_count > 12 and p.distinct_share > 0.2):
        return IMPOSSIBLE
    score = 2.0 if p.status_share > 0.7 else 1.0 if p.boolean_share > 0.9 or p.distinct_count <= 5 else -0.5
    # A status that never differs says less than one that does.
    return score - 1.0 if p.is_constant and p.count > SOME_ROWS / 2 else score


def _method(p: ColumnProfile) -> float:
    if p.date_share > 0.3 or p.cents_share > 0.3 or p.distinct_count > 60:
        return IMPOSSIBLE
    # Yes and no answer whether something was paid, never how.
    score = 3.0 if p.method_share > 0.6 else -4.0 if p.boolean_share > MOSTLY else -0.8
    return score - 1.0 if p.is_constant and p.count > SOME_ROWS else score


def _terms(p: ColumnProfile) -> float:
    if p.date_share > 0.3 or p.cents_share > 0.3:
        return IMPOSSIBLE
    return 2.5 if p.terms_share > 0.6 else -0.3


def _document_type(p: ColumnProfile) -> float:
    if p.document_type_share > 0.7:
        return 2.0
    if p.date_share > 0.3 or p.cents_share > 0.3 or p.distinct_count > 40:
        return IMPOSSIBLE
    return IMPOSSIBLE if p.multiword_share > 0.9 and p.distinct_count > FEW_KINDS else -0.3


def _tax_number(p: ColumnProfile) -> float:
    if p.date_share > 0.3 or p.cents_share > 0.3 or p.boolean_share > 0.9 or p.company_share > 0.1:
        return IMPOSSIBLE
    return 2.0 if p.tax_share > 0.6 else -0.3


_BY_KIND: Mapping[Kind, Callable[[ColumnProfile], float]] = {
    Kind.DATE: _date,
    Kind.AMOUNT: _amount,
    Kind.RATE: _rate,
    Kind.CURRENCY: _currency,
    Kind.COUNTRY: _country,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.IDENTIFIER: _identifier,
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.STATUS: _status,
    Kind.METHOD: _method,
    Kind.TERMS: _terms,
    Kind.DOCUMENT_TYPE: _document_type,
    Kind.TAX_NUMBER: _tax_number,
}


def _number_of_document(p: ColumnProfile) -> float:
    """Weigh how often values repeat: a document's own number does so no more than a few lines allow."""
    if p.distinct_share > 0.6:
        return 0.7
    return -2.0 if p.distinct_count <= 3 < p.count or p.distinct_share < 0.02 else 0.0


def _own_number(p: ColumnProfile) -> float:
    """Weigh a number that nearly every document has: the one people know it by, or the program's own."""
    return _number_of_document(p) + weigh_rarity(p)


def weigh_rarity(profile: ColumnProfile) -> float:
    """Weigh how many documents go without a number."""
    if profile.filled_share < 0.2:
        return -5.0
    return -0.7 if profile.filled_share < 0.5 else 0.0


def _code_of_party(p: ColumnProfile) -> float:
    """Weigh words that are no code: a supplier's short name beside its full one."""
    return -3.0 if p.word_share > MOSTLY and p.multiword_share > SOME_WORDS else 0.0


def _repeats(p: ColumnProfile) -> float:
    return 0.3 if p.distinct_share < 0.6 else 0.0


def _few(p: ColumnProfile) -> float:
    """Weigh how many there are: a company pays from a handful of accounts."""
    if p.boolean_share > MOSTLY:
        return -5.0
    if p.distinct_share > MOSTLY and p.count > SOME_ROWS:
        return -3.0
    few = 1.0 if p.distinct_count <= 8 < p.count and p.letters_share > 0.5 else 0.0
    return few + (1.5 if p.account_share > MOSTLY else 0.0)


def _account_name(p: ColumnProfile) -> float:
    return _repeats(p) - (2.5 if p.number_share > 0.9 else 0.0)


def _fewer_words(p: ColumnProfile) -> float:
    return -1.0 if p.multiword_share > 0.8 and p.mean_length > 30 else 0.0


def _number_or_text(p: ColumnProfile) -> float:
    """Weigh numbers as much as words: a reference may be either."""
    return 1.8 if p.number_share > 0.9 and p.cents_share < 0.3 else 0.0


def _person(p: ColumnProfile) -> float:
    """Weigh names of people against names of businesses."""
    return -3.0 if p.company_share > 0.3 else 1.0 if p.person_share > 0.6 and p.company_share < 0.05 else 0.0


def _postal_code(p: ColumnProfile) -> float:
    return 2.0 if p.postal_share > 0.6 else 0.0


def _main(p: ColumnProfile) -> float:
    """Weigh how full the column is, and how many values it has: what a report is about is rarely empty or the same."""
    score = -1.5 if p.filled_share < 0.3 else 0.0
    if p.number_style and p.cents_share > 0 and p.is_constant and p.count > SOME_ROWS:
        score -= 2.0
    # The same day in every row is when the list was made, or the end of its period.
    return score - 3.5 if p.date_style and p.is_constant and p.count > SOME_ROWS else score


_RARELY_EMPTY = frozenset(
    {"supplier_name", "supplier_id", "total_amount", "amount", "issue_date", "payment_date", "date"}
    | {"bill_number", "payment_number", "bill_id", "payment_id", "expense_id", "reference"}
)

_BY_FIELD: Mapping[str, Callable[[ColumnProfile], float]] = {
    "bill_id": _own_number,
    "bill_number": _own_number,
    "payment_id": _own_number,
    "payment_number": _own_number,
    "expense_id": _number_of_document,
    "gl_account": _repeats,
    "gl_account_name": _account_name,
    "entity_id": _repeats,
    "entity_name": _repeats,
    "bank_account_name": _few,
    "payment_account": _few,
    "contact_name": _person,
    "reference": _number_or_text,
    "city": _fewer_words,
    "region": _fewer_words,
    "postal_code": _postal_code,
    "supplier_id": _code_of_party,
    "supplier_name": _other_party,
    "total_amount": _main,
    "amount": _main,
    "issue_date": _main,
    "payment_date": _main,
    "date": _main,
}
