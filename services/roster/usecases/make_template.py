"""Answers with the spreadsheet to fill in for a contingent (¶14)."""

import base64

from services.common.storage.unit_of_work import Work
from services.roster.contract import MakeTemplate, Template
from services.roster.files.template import TEXTS, template


def make_template(_work: Work, request: MakeTemplate) -> Template:
    """Answer with the template in a language; an empty one is refused as ``file_empty`` when it is uploaded."""
    content = base64.b64encode(template(request.language)).decode()
    return Template(filename=TEXTS[request.language]["file"], content=content)
