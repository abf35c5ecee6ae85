"""Addresses of the staff's pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from ledgerlift_server.portal import views

app_name = "portal"
company = "companies/<uuid:company_id>/"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("companies/", views.list_companies, name="companies"),
    path("companies/new/", views.create_company, name="new_company"),
    path(company, views.show_company, name="company"),
    path(company + "links/", views.create_link, name="create_link"),
    path(company + "links/revoke/", views.revoke_links, name="revoke_links"),
    path(company + "reports/<uuid:file_id>/", views.download_report, name="report"),
    path(company + "uploads/<uuid:upload_id>/", views.download_upload, name="upload"),
]
