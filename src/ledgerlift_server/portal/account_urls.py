"""Addresses of the way in and of somebody's own account, under the names by which django-allauth knows them.

No other address of allauth exists: nobody signs up, has several e-mail addresses or comes by another site's account.
"""

from django.urls import path

from ledgerlift_server.portal.pages import account, way_in

urlpatterns = [
    path("sign-in/", way_in.sign_in, name="account_login"),
    path("sign-in/code/", way_in.take_code, name="mfa_authenticate"),
    path("sign-out/", way_in.sign_out, name="account_logout"),
    path("password/", way_in.ask_for_password, name="account_reset_password"),
    path("password/sent/", way_in.say_letter_is_sent, name="account_reset_password_done"),
    path("password/<str:uidb36>/<str:key>/", way_in.choose_password, name="account_reset_password_from_key"),
    path("account/again/", account.give_password_again, name="account_reauthenticate"),
    path("account/again/code/", account.give_code_again, name="mfa_reauthenticate"),
    path("account/second-factor/", account.turn_on, name="mfa_activate_totp"),
    path("account/second-factor/off/", account.turn_off, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", account.show_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", account.renew_codes, name="mfa_generate_recovery_codes"),
]
