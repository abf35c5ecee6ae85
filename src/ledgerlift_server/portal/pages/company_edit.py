"""Create, edit and delete a company."""

import uuid
from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import actions, queries
from ledgerlift_server.portal import company_forms
from ledgerlift_server.portal.company_forms import CompanyForm
from ledgerlift_server.portal.pages.company_links import show_new_link
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import deletion


@require_http_methods(["GET", "POST"])
@staff_page(Action.EDIT_COMPANIES)
def create_company(request: HttpRequest, user: User) -> HttpResponse:
    """Create a company and show its Link URL, once."""
    first = {"parent": request.GET.get("parent", "")}
    form = CompanyForm(request.POST or None, user=user, initial=first)
    if request.method == HTTPMethod.POST and form.is_valid():
        made = actions.create_company(client=user.client, by=user, **form.cleaned_data)
        # The id comes with the form: it may be that of a company which is there already, and not for everybody.
        return show_new_link(request, user, queries.get_company(user=user, company_id=made.id))
    return render(request, "portal/company_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff_page(Action.EDIT_COMPANIES)
def edit_company(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Change what is known of a company."""
    company = queries.get_company(user=user, company_id=company_id)
    form = CompanyForm(request.POST or None, user=user, company=company, initial=company_forms.describe(company))
    if request.method == HTTPMethod.POST and form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if name != "id"}
        actions.update_company(company=company, by=user, **changes)
        messages.success(request, _("Saved."))
        if not queries.may_see(user, company):
            return redirect("portal:companies")
        return redirect("portal:company", company_id)
    context = {"form": form, "company": company}
    return render(request, "portal/company_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff_page(Action.DELETE_COMPANIES)
def delete_company(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Say what deleting a company takes with it, and delete it once its name is typed."""
    company = queries.get_company(user=user, company_id=company_id)
    goes = deletion.count_what_goes(company)
    is_wrong = request.method == HTTPMethod.POST and " ".join(request.POST.get("name", "").split()) != company.name
    if request.method == HTTPMethod.POST and not is_wrong:
        deletion.delete_company(company=company, by=user.actor)
        messages.success(request, _("{company} is deleted.").format(company=company.name))
        return redirect("portal:companies")
    context = {"company": company, "goes": goes, "is_wrong": is_wrong}
    return render(request, "portal/company_delete.html", context, status=422 if is_wrong else 200)
