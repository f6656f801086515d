"""What do I see here, that a colleague should know?"""

from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, observing, parts

guard.require("record_observation")
parts.title(_("Waarneming"))
doing.told()
observing.form()
parts.heading(_("Wat u het laatst vastlegde"))
observing.mine()
