"""The second lock for django-allauth's tables, and the end of those they replace."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard_through


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_move_to_allauth")]

    operations = [
        guard_through("account_emailaddress", "user_id", "accounts_user"),
        guard_through("account_emailconfirmation", "email_address_id", "account_emailaddress"),
        guard_through("mfa_authenticator", "user_id", "accounts_user"),
        guard_through("usersessions_usersession", "user_id", "accounts_user"),
        migrations.DeleteModel(name="RecoveryCode"),
        migrations.DeleteModel(name="SecondFactor"),
        migrations.DeleteModel(name="StaffSession"),
    ]
