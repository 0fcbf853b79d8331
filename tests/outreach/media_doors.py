"""Who gets through which door of the media log: a part of the table in tests/outreach/test_roles.py."""

ALL, EDITING = "OoSV", "Oo"
NOBODY = ""  # the method is not offered

# Address -> who may GET, who may POST.
MEDIA_DOORS = {
    "media_log:posts": (ALL, NOBODY),
    "media_log:posts_file": (ALL, NOBODY),
    "media_log:overview": (ALL, NOBODY),
    "media_log:activity_posts": (ALL, NOBODY),
    "media_log:remove": (NOBODY, EDITING),
    "media_log:paste": (EDITING, EDITING),
    "media_log:look": (ALL, NOBODY),
    "media_log:post": (ALL, NOBODY),
    "media_log:links": (ALL, EDITING),
    "media_log:look_now": (NOBODY, EDITING),
    "media_log:take_day": (NOBODY, EDITING),
    "media_log:link_picture": (ALL, NOBODY),
    "media_log:proof_add": (EDITING, EDITING),
    "media_log:proof_choose": (NOBODY, EDITING),
    "media_log:proof_remove": (NOBODY, EDITING),
    "media_log:unlinked_edit": (EDITING, EDITING),
    "media_log:unlinked_new": (EDITING, EDITING),
    "media_log:readings": (EDITING, EDITING),
    "media_log:readings_file": (EDITING, EDITING),
    "media_log:readings_job": (EDITING, EDITING),
    "media_log:readings_table": (EDITING, NOBODY),
    "media_log:reading": (EDITING, EDITING),
    "media_log:reading_correct": (EDITING, EDITING),
    "media_log:reading_delete": (NOBODY, EDITING),
    "media_log:pages": (ALL, EDITING),
    "media_log:which_page": (EDITING, EDITING),
    "media_log:page": (ALL, EDITING),
    "media_log:page_merge": (EDITING, EDITING),
    "media_log:followers_delete": (NOBODY, EDITING),
    "media_log:post_edit": (EDITING, EDITING),
    "media_log:post_day": (EDITING, EDITING),
    "media_log:post_link": (EDITING, EDITING),
    "media_log:post_place": (EDITING, EDITING),
    "media_log:mention_explain": (EDITING, EDITING),
    "media_log:mention_remove": (EDITING, EDITING),
}
