"""Why a file cannot be a Word template, in words: what is wrong, where it stands, what to do. `piece` quotes it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATE_MESSAGES: dict[str, str | Promise] = {
    "template_empty": _("The file is empty. Choose the Word file once more."),
    "template_too_big": _("The file is larger than %(limit)s MB. Make the pictures in it smaller and send it again."),
    "template_locked": _("The file is locked with a password. Save it without one and send it again."),
    "template_old_word": _("This is a file of an old program. Open it in Word, save it as .docx and send that file."),
    "template_not_word": _("This is not a Word document. Send a file that ends in .docx."),
    "template_is_dotx": _("This is a template of Word itself (.dotx). Save it as a Word document (.docx)."),
    "template_bomb": _("The file unpacks to far more than a document has. Send the Word document itself."),
    "template_damaged": _(
        "The file cannot be read: it is damaged or not written the way Word writes. Open it in Word, "
        "save it as a Word document (.docx) and send it again."
    ),
    "template_macros": _("The file holds macros (programs). Save it as a Word document without macros (.docx)."),
    "template_attached": _(
        "The file leads to another template (“%(piece)s”). In Word: Developer → Document Template → "
        "Normal, then save it."
    ),
    "template_links_outside": _(
        "The file fetches something from elsewhere (“%(piece)s”). Put the picture or text into the document itself."
    ),
    "template_holds_files": _("There is another file inside this one. Take it out, or put a picture in its place."),
    "template_field_fetches": _(
        "A field of the file fetches something from elsewhere (%(piece)s). Replace it by ordinary text."
    ),
    "template_variable_elsewhere": _(
        "“%(piece)s”: variables work only in the ordinary text of pages, headers and "
        "footers; not in notes, comments, formulas, or what was deleted with changes tracked."
    ),
    "template_without_variables": _(
        "There is no variable in the file, so every report would look the same. Begin with the sample."
    ),
    "template_not_closed": _(
        "“%(piece)s”: this is opened and not closed in the same line. A variable looks like {{ project.title }}."
    ),
    "template_comment": _("“%(piece)s”: comments cannot be used. Take it out, or write it as ordinary text."),
    "template_tag_wrong": _("“%(piece)s” cannot be understood. Compare it with the list of variables and the sample."),
    "template_tag_split": _(
        "“%(piece)s”: half of it is a link or stands elsewhere. Delete it and type it anew in one go."
    ),
    "template_tag_not_alone": _(
        "“%(piece)s” has to stand alone in its line, row or cell: whatever else is there would vanish with it."
    ),
    "template_row_tag_outside": _("“%(piece)s” works only within a table. Outside of tables begin it with {%%p."),
    "template_not_allowed": _(
        "“%(piece)s”: only names of variables, loops over lists and conditions are possible, no "
        "calculations and no functions."
    ),
    "template_closes_nothing": _("“%(piece)s” ends or continues something that has not begun."),
    "template_block_open": _("“%(piece)s” begins and never ends."),
    "template_block_across": _(
        "“%(piece)s” and “%(end)s” do not stand in the same place: begin and end it in the same "
        "line, table or row, in the same way."
    ),
    "template_too_long": _("The file is far longer than a template. Leave in it what every report says."),
    "template_too_deep": _("“%(piece)s”: more than %(most)s loops and conditions lie within each other."),
    "template_too_many_tags": _("There are more than %(most)s variables and loops in the file."),
    "template_unknown_variable": _("“%(piece)s”: there is no variable %(name)s here. The list below has all of them."),
    "template_unknown_near": _("“%(piece)s”: there is no variable %(name)s here. Did you mean %(near)s?"),
    "template_no_list": _("“%(piece)s”: %(name)s is no list, so there is nothing to go through."),
    "template_no_text": _("“%(piece)s”: %(name)s is no text. Go through it with a loop, or name one of its parts."),
    "template_list_part": _("“%(piece)s”: %(name)s is a list. Its parts can be had within a loop over it."),
    "template_name_taken": _("“%(piece)s”: the name %(name)s is taken. Choose another one for the loop."),
    "template_breaks": _(
        "A report made with this file would be damaged. Compare its loops and tables with the sample."
    ),
    "template_gone": _("The file of this template is not kept any more. Upload it anew."),
    "template_unusable": _(
        "Your own Word template could not be filled in, so the file has our look. Check the template "
        "or upload a new one."
    ),
}
