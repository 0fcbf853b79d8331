"""Pages of the installation's administrator: accounts, and looking into jobs and the trail.

What belongs to an organisation is changed on the product's own pages, which write the trail.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from grants.models import AuditEntry, Edition, Job, Membership, Organisation, Project, User
from rules.errors import AppError


def _sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Through the product's one door, which has the brake on guessing; Django's own form here would have none."""
    if request.user.is_authenticated:
        raise AppError("not_allowed", 403)
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


admin.site.login = _sign_in  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Outreach"
admin.site.unregister(Group)


class ReadOnly(admin.ModelAdmin):
    """To look at, not to touch."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False


class NewUserForm(AdminUserCreationForm):
    """A user is known by the e-mail, kept in lower case."""

    class Meta:
        model = User
        fields = ("email", "name", "language")

    def clean_email(self) -> str:
        """In lower case."""
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class OutreachUserAdmin(UserAdmin):
    """Accounts: closing one, making an administrator."""

    add_form = NewUserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "language"]}),
        (None, {"fields": ["is_active", "is_staff", "is_superuser", "last_login", "created_at"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "language", "usable_password", "password1", "password2"]}),
    ]


class MembershipInline(admin.TabularInline):
    """Who belongs to an organisation: for an owner who lost the log-in."""

    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Organisations and their members."""

    list_display = ["name", "contact", "created_at"]
    search_fields = ["name"]
    inlines = [MembershipInline]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A tap must not delete years of records."""
        return False


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    """Projects of all organisations."""

    list_display = ["ref", "title", "organisation", "starts_on", "ends_on"]
    list_filter = ["organisation"]
    search_fields = ["ref", "title"]


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    """Editions come with migrate."""

    list_display = ["code", "first_year"]


@admin.register(Job)
class JobAdmin(ReadOnly):
    """Long work and how it ended."""

    list_display = ["created_at", "kind", "subject", "organisation", "state", "attempts", "error_code"]
    list_filter = ["state", "kind"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    """The trail."""

    list_display = ["at", "organisation", "actor", "verb", "subject"]
    list_filter = ["verb"]
    date_hierarchy = "at"
