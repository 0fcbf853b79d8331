"""Addresses of the grants app."""

from django.urls import URLPattern, path

import grants.converters  # noqa: F401  (registers <ref:…>)
from grants import direction_urls
from grants.views import account, grantees, invitations, members, organisations, plan, projects, sign_in

app_name = "grants"


def _plan_urls(part: plan.Part) -> list[URLPattern]:
    """Adding, changing and deleting one kind of plan item, such as task_new, task_edit, task_delete."""
    under = f"projects/<ref:ref>/{part.name}s/"
    return [
        path(f"{under}new/", plan.item_new(part), name=f"{part.name}_new"),
        path(f"{under}<int:pk>/edit/", plan.item_edit(part), name=f"{part.name}_edit"),
        path(f"{under}<int:pk>/delete/", plan.item_delete(part), name=f"{part.name}_delete"),
    ]


urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password_forgotten, name="password_forgotten"),
    path("password/sent/", sign_in.password_sent, name="password_sent"),
    path("password/<uidb64>/<token>/", sign_in.password_new, name="password_new"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password_change, name="password_change"),
    path("tokens/", account.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", account.token_revoke, name="token_revoke"),
    path("organisation/", organisations.organisation, name="organisation"),
    path("organisation/new/", organisations.organisation_new, name="organisation_new"),
    path("switch/", organisations.switch, name="switch"),
    path("members/", members.members, name="members"),
    path("members/<int:pk>/role/", members.member_role, name="member_role"),
    path("members/<int:pk>/remove/", members.member_remove, name="member_remove"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("grantees/", grantees.grantees, name="grantees"),
    path("grantees/new/", grantees.grantee_new, name="grantee_new"),
    path("grantees/<int:pk>/edit/", grantees.grantee_edit, name="grantee_edit"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", projects.project_new, name="project_new"),
    path("projects/<ref:ref>/", projects.project, name="project"),
    path("projects/<ref:ref>/edit/", projects.project_edit, name="project_edit"),
    *direction_urls.urlpatterns,
    *[pattern for part in plan.PARTS for pattern in _plan_urls(part)],
]
