"""What staff fill in about a company, one at a time or as the rows of a CSV."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.companies.models import Company, Product, usual_products

# The published API's rule for names, with the letters of all languages.
NAME = re.compile(r"[\w\s\-',&@.?!()/+]+")
MOST_TAGS, KEY_LENGTH, VALUE_LENGTH = 10, 27, 100
MOST_SUBSCRIPTIONS = 20


class CompanyDetails(forms.Form):
    """What is known of a company however it comes in."""

    name = forms.CharField(label=_("Company name"), max_length=120)
    description = forms.CharField(label=_("Description"), max_length=500, required=False)
    contact_email = forms.EmailField(label=_("E-mail of the contact"), required=False)
    contact_language = forms.ChoiceField(
        label=_("Language of the contact"), choices=[("en", _("English")), ("fr-ca", _("French"))]
    )
    tags = forms.CharField(label=_("Tags"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    subscriptions = forms.CharField(label=_("Subscriptions"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_name(self) -> str:
        """Take letters, digits, spaces and common marks; say which others are not possible."""
        name = " ".join(self.cleaned_data["name"].split())
        wrong = sorted({letter for letter in name if not NAME.fullmatch(letter)})
        if wrong:
            raise ValidationError(
                _("Leave out %(letters)s: names have letters, digits, spaces and - ' & @ . , ? !")
                % {"letters": " ".join(wrong)}
            )
        return name

    def clean_tags(self) -> dict[str, str]:
        """Read tags, one a line or divided by semicolons, each as key: value."""
        tags = {}
        for part in split_list(self.cleaned_data["tags"], ";\n"):
            key, mark, value = (text.strip() for text in part.partition(":"))
            if not mark or not key or not value:
                raise ValidationError(_("Write each tag as key: value, for example region: east."))
            if len(key) > KEY_LENGTH or len(value) > VALUE_LENGTH:
                raise ValidationError(
                    _("A tag's key has at most %(key)s characters and its value %(value)s."),
                    params={"key": KEY_LENGTH, "value": VALUE_LENGTH},
                )
            if key in tags:
                raise ValidationError(_("The tag “%(key)s” is there twice."), params={"key": key})
            tags[key] = value
        if len(tags) > MOST_TAGS:
            raise ValidationError(_("A company has at most %(count)s tags."), params={"count": MOST_TAGS})
        return tags

    def clean_subscriptions(self) -> list[str]:
        """Read e-mail addresses, one a line or divided by commas or semicolons; the same twice is one."""
        addresses = list(dict.fromkeys(split_list(self.cleaned_data["subscriptions"].lower(), ",;\n")))
        for address in addresses:
            check_address(address)
        if len(addresses) > MOST_SUBSCRIPTIONS:
            raise ValidationError(
                _("A company has at most %(count)s subscriptions."), params={"count": MOST_SUBSCRIPTIONS}
            )
        return addresses


class CompanyForm(CompanyDetails):
    """A company on its page. A new one brings its id, so that sending the form twice makes one company."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    parent = forms.CharField(label=_("Parent company"), required=False)
    owners = forms.ModelMultipleChoiceField(
        label=_("Owners"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    products = forms.MultipleChoiceField(
        label=_("Products"),
        choices=Product.choices,
        initial=usual_products,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "id", "name", "description", "contact_email", "contact_language", "products", "owners", "parent", "tags",
        "subscriptions",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, company: Company | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.user, self.company = user, company
        # Then a company keeps the products it has, or has the usual ones.
        if not user.may(Action.CHANGE_PRODUCTS):
            del self.fields["products"]
        self.fields["owners"].queryset = list_possible_owners(user)  # type: ignore[attr-defined]

    def clean_parent(self) -> Company | None:
        """Find the parent by its id or its exact name."""
        text = self.cleaned_data["parent"].strip()
        if self.company and self.company.parent and text == str(self.company.parent_id):
            return self.company.parent
        return find_parent(self.user, text, of=self.company) if text else None


def describe(company: Company) -> dict[str, Any]:
    """Give what the form shows of a company first."""
    return {
        "id": company.id,
        "name": company.name,
        "description": company.description,
        "contact_email": company.contact_email,
        "contact_language": company.contact_language,
        "tags": "\n".join(f"{key}: {value}" for key, value in company.tags.items()),
        "subscriptions": "\n".join(company.subscriptions),
        "products": company.products,
        "owners": list(company.owners.all()),
        "parent": str(company.parent_id or ""),
    }


def list_possible_owners(user: User) -> QuerySet[User]:
    """List the colleagues that can own a company."""
    return User.objects.filter(client_id=user.client_id, is_active=True).order_by("full_name", "email")


def find_parent(user: User, text: str, *, of: Company | None = None) -> Company:
    """Find a company that can be a parent, by id or exact name."""
    found = queries.find_by_id_or_name(user, text)
    if not found:
        raise ValidationError(
            _("There is no company “%(text)s”. Write its exact name or its id."), params={"text": text}
        )
    if len(found) > 1:
        raise ValidationError(_("There are several companies “%(text)s”. Write the id of one."), params={"text": text})
    (parent,) = found
    if parent.parent_id:
        raise ValidationError(_("“%(text)s” is a subsidiary itself. Choose its parent."), params={"text": parent.name})
    if of and (parent == of or of.subsidiaries.exists()):
        raise ValidationError(_("A company with subsidiaries cannot have a parent, and none is its own."))
    return parent


def check_address(address: str) -> None:
    """Refuse what is no e-mail address, by name."""
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(_("“%(address)s” is no e-mail address."), params={"address": address}) from None


def split_list(text: str, marks: str) -> Iterable[str]:
    """Cut a text at any of some marks and leave out what is empty."""
    return [part.strip() for part in re.split(f"[{marks}]", text.replace("\r", "\n")) if part.strip()]
