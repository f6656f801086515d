"""Which streets, complexes or piece of the map are one area to us?"""

from buurtbeeld.focus_areas import panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("draw_focus_area")
page.title(
    _("Aandachtsgebied"),
    _("Een gebied dat u zelf samenstelt: uit een lijst, of getekend op de kaart. Het krijgt eigen cijfers."),
)
register.outcome()
panel.form()
page.heading(_("Aandachtsgebieden die er zijn"))
panel.listed()
