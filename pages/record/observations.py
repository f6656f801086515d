"""What do I see here, that a colleague should know?"""

from buurtbeeld.observations import panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("record_observation")
page.title(_("Waarneming"))
register.outcome()
panel.form()
page.heading(_("Wat u het laatst vastlegde"))
panel.mine()
