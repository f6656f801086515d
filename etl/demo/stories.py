"""The words and choices of the made-up records: whom, what, where. Made up by us; about no person and no real body."""

from __future__ import annotations

from etl.demo import scenario

PARTNERS = (
    ("Gemeente, openbare orde", "public_order", "Loket openbare orde", 10),
    ("Stadsdeelmanager", "district_manager", "Stadsdeelkantoor", 5),
    ("Politie", "police", "Wijkteam", 5),
    ("Handhaving", "enforcement", "Meldkamer handhaving", 5),
    ("Sociaal wijkteam", "care", "Aanmeldpunt zorg", 15),
    ("Jongerenwerk", "youth_work", "Teamleider ambulant", 10),
    ("Buurtbemiddeling", "mediation", "Coördinator", 10),
    ("Huurdersorganisatie", "tenants_organisation", "Secretariaat", 20),
    ("Brandweer", "other", "Brandveilig leven", 20),
)
"""Name, kind, desk, norm in work days."""

COVENANTS = {
    "Gemeente, openbare orde": 700, "Stadsdeelmanager": 700, "Politie": 500, "Handhaving": 500, "Sociaal wijkteam": 380,
    "Buurtbemiddeling": -40,
}  # fmt: skip
"""Days that the covenant with a partner still holds; the others have none."""

CALLED = {
    "gemeente": "Gemeente, openbare orde", "politie": "Politie", "handhaving": "Handhaving", "brandweer": "Brandweer",
    "zorg": "Sociaal wijkteam", "jongerenwerk": "Jongerenwerk", "huurdersorganisatie": "Huurdersorganisatie",
    "buurtbemiddeling": "Buurtbemiddeling",
}  # fmt: skip
"""The partners of an approach, as the scenario calls them."""

ROUTES = (
    ("nuisance", 1, "Buurtbemiddeling", "form", None),
    ("nuisance", 4, "Handhaving", "telephone", 3),
    ("care", 1, "Sociaal wijkteam", "portal", None),
    ("care", 5, "Sociaal wijkteam", "telephone", 1),
    ("drugs", 1, "Politie", "form", None),
    ("drugs", 4, "Gemeente, openbare orde", "telephone", 5),
    ("tenancy_fraud", 1, "Gemeente, openbare orde", "mail", None),
    ("surroundings", 1, "Stadsdeelmanager", "mail", None),
    ("safety", 1, "Politie", "form", None),
    ("safety", 4, "Politie", "telephone", 1),
)

MECHANISMS = {
    "across partners": "Eén plan en één vast overleg: wie iets ziet, weet wie er dezelfde week op afgaat.",
    "youth work": "Jongeren die een plek en een begeleider hebben, hangen minder in portieken.",
    "cameras": "Wie gezien wordt, vernielt minder; na een melding is er beeld.",
    "clean-up with residents": "Wie samen opruimt, spreekt elkaar daarna makkelijker aan.",
    "mediation": "Buren die vroeg met elkaar praten, hoeven later niet naar de rechter.",
    "stairwell talks": "Wie zijn buren kent, zegt er wat van voordat het uit de hand loopt.",
}

AIMS = {
    "across partners": (("nuisance", "safety", "drugs", "surroundings", "tenancy_fraud"), "Half zoveel zaken", 50),
    "youth work": (("nuisance",), "Minder overlast in portieken en op het plein", 30),
    "cameras": (("safety",), "Minder vernielingen en inbraken", None),
    "clean-up with residents": (("surroundings",), "Minder zwerfvuil en grofvuil", 30),
    "mediation": (("nuisance",), "Minder burenruzies die blijven liggen", 25),
    "stairwell talks": (("nuisance",), "Minder geluidsoverlast", None),
}
"""What each kind of approach aims at, in words, and how large a drop was expected (%; None: nobody said)."""

TROUBLES = (
    ("street", scenario.GOYEN, "nuisance", "noise"),
    ("street", scenario.GOYEN, "surroundings", "litter"),
    ("buurt", "BU18830101", "nuisance", "youth"),
    ("buurt", "BU18830101", "safety", "vandalism"),
    ("buurt", "BU18830503", "care", "mental_health"),
    ("street", scenario.PORTICO, "safety", "unsafe_shared_space"),
    ("buurt", "BU18830202", "surroundings", "litter"),
    ("buurt", "BU18830501", "nuisance", "youth"),
    ("street", scenario.ONE_REPORTER, "nuisance", "neighbour_dispute"),
    ("street", scenario.LOUD, "nuisance", "noise"),
    ("buurt", "BU18830102", "nuisance", "neighbour_dispute"),
    ("street", "Galerijweg", "drugs", "drug_dealing"),
    ("street", scenario.PORTICO, "tenancy_fraud", "unlawful_occupation"),
)
"""Where the scenario has something going on, and of what."""

CASES = {
    "nuisance": ("Harde muziek tot diep in de nacht, meerdere melders", "Groep hangt elke avond bij de ingang"),
    "surroundings": ("Grofvuil naast de containers, elke week opnieuw", "Zwerfvuil op de galerij en in de kelderbox"),
    "safety": ("Vernielde brievenbussen en een ruit bij de ingang", "Bewoners durven de kelder niet meer in"),
    "care": ("Bewoner lijkt zichzelf te verwaarlozen, buren maken zich zorgen",),
    "drugs": ("Veel korte bezoeken op één deur, vooral in het weekend",),
    "tenancy_fraud": ("Steeds andere bewoners, sleutelkastje bij de voordeur",),
}

GOYEN = (
    ("drugs", "cannabis_farm", 40, "dissolved", "Kwekerij gevonden na stankmeldingen; stroom omgeleid"),
    ("safety", "fire", 25, "solved", "Brand in de kelderboxen, derde keer in een half jaar"),
    ("drugs", "drug_dealing", 10, "moved_out", "Aanloop op alle uren, ruzie op de galerij"),
    ("nuisance", "noise", -60, "improved", "Lawaai uit meerdere woningen op dezelfde galerij"),
    ("safety", "unsafe_shared_space", -120, "solved", "Kelder stond open en werd als slaapplek gebruikt"),
)
"""Theme, subtheme, days before the approach, result, story: what the approach was for, and how it ended."""

PATHS = (
    (("landlord", "talk"), ("landlord", "mediation"), ("landlord", "behaviour_agreement")),
    (("landlord", "talk"), ("landlord", "dossier"), ("landlord", "dissolution")),
    (("landlord", "talk"), ("mayor", "warning"), ("mayor", "order"), ("mayor", "penalty")),
    (("mayor", "low_threshold"), ("mayor", "order"), ("mayor", "warning")),
    (("care", "signalled"), ("care", "visited"), ("care", "care_meeting"), ("care", "care_agreed")),
    (("landlord", "talk"), ("care", "signalled"), ("landlord", "behaviour_agreement")),
)
"""Rungs skipped and stepped back on purpose."""

QUESTIONS = (
    "Graag een bezoek samen met onze wijkbeheerder",
    "Kunnen jullie dit oppakken en ons laten weten wat ervan kwam?",
    "Graag extra toezicht in de avonden",
    "Wie van jullie kan aanschuiven bij het volgende overleg?",
)

ENDS = (
    ("done", None), ("done", None), ("done", None), ("returned", "Hoort bij een andere dienst"),
    ("declined", "Te weinig aanleiding om op te treden"),
)  # fmt: skip

MEETINGS = (
    ("partner_meeting", "street", scenario.GOYEN, ("Politie", "Handhaving"), "Rustig sinds de aanpak; nazorg loopt"),
    ("area_meeting", "buurt", "BU18830101", ("Stadsdeelmanager", "Jongerenwerk"), "Overlast bij het plein neemt toe"),
    ("stand_up", "buurt", "BU18830503", (), "Weekstart: portieken en kelders besproken"),
    ("case_meeting", "buurt", "BU18830503", ("Sociaal wijkteam",), "Drie adressen waar zorg nodig is besproken"),
    ("tenants", "street", scenario.GOYEN, ("Huurdersorganisatie",), "Bewoners zijn weer trots op de flat"),
    ("area_meeting", "buurt", "BU18830202", ("Stadsdeelmanager",), "Afval naast containers, plan voor meer legingen"),
)  # fmt: skip

PROMISES = (
    ("Rijdt drie avonden per week langs", "Politie"),
    ("Hangt de nieuwe sloten op de kelderboxen", ""),
    ("Zet een jongerenwerker in bij het plein", "Jongerenwerk"),
    ("Laat weten of extra legingen kunnen", "Stadsdeelmanager"),
    ("Belt na een huisbezoek terug", "Sociaal wijkteam"),
    ("Maakt een folder over brandveilig wonen", "Brandweer"),
    ("Ruimt samen met bewoners de galerij op", ""),
    ("Stuurt een overzicht van waarschuwingen", "Handhaving"),
)

INITIATIVES = (
    (
        "Geveltuinen langs de flat",
        "street",
        scenario.GOYEN,
        "resident",
        640,
        1800,
        "Twaalf tuinen, bewoners houden ze bij",
    ),
    ("Bank bij de speelplek", "buurt", "BU18830101", "resident", 430, 900, "Staat er; ouders zitten er elke middag"),
    ("Koffieochtend in de ontmoetingsruimte", "street", scenario.GOYEN, "staff", 380, 600, "Elke dinsdag vol"),
    ("Muurschildering in de onderdoorgang", "buurt", "BU18830503", "resident", 260, 2500, "Gemaakt met de basisschool"),
    (
        "Fietsenrek bij de ingang",
        "street",
        scenario.PORTICO,
        "resident",
        120,
        1200,
        "Fietsen staan niet meer in de hal",
    ),
    ("Moestuin op het lege veld", "buurt", "BU18830202", "resident", 45, 1500, ""),
    ("Buurtapp met spelregels", "buurt", "BU18830501", "staff", 20, 0, ""),
)
"""Title, where, whose idea, days ago, granted (0: not decided yet), result."""

LOOKED_BACK = "Alles wordt nog gebruikt; onderhoud doen bewoners zelf"
REVIEWED = "De aanpak heeft gewerkt; het doel blijft staan"

GOALS = (
    ("street", scenario.GOYEN, "Gebiedsvisie Geleen-Zuid", "Bewoners zijn trots op hun flat en blijven er wonen", 2.4),
    ("buurt", "BU18830101", "Gebiedsvisie Sittard-Noord", "Minder overlast bij het plein in de avond", 2.1),
    ("buurt", "BU18830503", "Gebiedsvisie Geleen-Zuid", "Elke portiek is schoon en heel", 0.8),
)
"""Where, vision, text, years ago."""

NOTES = (
    ("street", scenario.GOYEN, "hand_over",
     "Begin bij de wijkbeheerder: die kent elke portiek. Partners weten elkaar nu zelf te vinden; houd het "
     "maandelijkse overleg in stand, ook als het rustig is."),
    ("buurt", "BU18830101", "area",
     "Jongeren komen uit de hele stad naar het plein; praten met de school helpt meer dan handhaven."),
    ("buurt", "BU18830503", "area", "Veel zorgvragen achter de voordeur; vraag het sociaal wijkteam mee op ronde."),
)  # fmt: skip

OBSERVATIONS = (
    (scenario.GOYEN, "surroundings", "litter", "Bankstel naast de container"),
    (scenario.PORTICO, "safety", "unsafe_shared_space", "Verlichting in de kelder kapot"),
    (scenario.SILENT, "care", "mental_health", "Gordijnen weken dicht, post blijft liggen"),
    (scenario.SILENT, "safety", "vandalism", "Deurdranger eraf getrapt"),
    ("Galerijweg", "nuisance", "youth", "Groepje bij de ingang, spreekbaar"),
    (scenario.LOUD, "nuisance", "noise", "Op dit moment rustig"),
)
