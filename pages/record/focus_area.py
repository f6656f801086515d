"""Which streets, complexes or piece of the map are one area to us?"""

from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, outlining, parts

guard.require("draw_focus_area")
parts.title(
    _("Aandachtsgebied"),
    _("Een gebied dat u zelf samenstelt: uit een lijst, of getekend op de kaart. Het krijgt eigen cijfers."),
)
doing.told()
outlining.form()
parts.heading(_("Aandachtsgebieden die er zijn"))
outlining.listed()
