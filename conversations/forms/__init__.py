"""All forms. Adding one is a file here and its line in FORMS."""

from conversations.form import Form
from conversations.forms.change_report import CHANGE_REPORT, GRIEVANCE
from conversations.forms.enrolment import CORRECTION, ENROLMENT

FORMS: dict[str, Form] = {form.name: form for form in (ENROLMENT, CORRECTION, CHANGE_REPORT, GRIEVANCE)}
