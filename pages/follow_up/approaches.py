"""What did we do here together, and did it help?"""

from buurtbeeld import tracked
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import approaching, choosing, doing, effects, guard, parts

guard.require("read")
parts.title(
    _("Aanpak"), _("Wat we samen deden, en of het hielp. Eerst leggen we de vergelijking vast, dan pas kijken we.")
)
doing.told()
found = approaching.everything()
one = approaching.chosen(found)
if one:
    approaching.described(one)
    choosing.compared(one, found)
    effects.shown(one, found)
else:
    parts.answer(tracked.answer(found, today()))
    approaching.listing(found)
