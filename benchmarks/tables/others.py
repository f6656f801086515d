"""Tables as other systems write them: the same things under other heads, and things that are none of ours."""

from __future__ import annotations

from benchmarks.tables.making import table

OTHERS = (
    table("fixi/overzicht meldingen.csv", "complaint", """
        Referentie | source_id | nr F-#
        Gemeld op | registered_at | moment %d-%m-%Y %H:%M
        Opgelost op | closed_at | later %d-%m-%Y %H:%M ?30
        Hoofdsoort | category | of Afval,Groen,Wegen
        Detailsoort | category | of Grofvuil,Zwerfafval,Boom ?20
        Statusomschrijving | status | of Open,Opgelost
        Meldwijze | channel | of App,Telefoon
        GPS breedtegraad | y | lat
        GPS lengtegraad | x | lon
    """),
    table("sf/311_cases.csv", "complaint", """
        CaseID | source_id | nr 17#
        Opened | registered_at | moment %m/%d/%Y %I:%M:%S %p
        Closed | closed_at | later %m/%d/%Y %I:%M:%S %p ?20
        Updated | version_at | later %m/%d/%Y %I:%M:%S %p
        Status | status | of Open,Closed
        Responsible Agency | - | of DPW,MTA
        Category | category | of Graffiti,Encampments
        Request Type | category | of Not offensive,Offensive
        Street | street | of MARKET ST,MISSION ST
        Latitude | y | north
        Longitude | x | west
        Source | channel | of Phone,Web
    """, delimiter=","),
    table("crm/dossiers leefbaarheid.csv", "complaint", """
        Zaaknr | source_id | nr ZK#
        Startdatum | registered_at | moment %d-%m-%Y
        Datum afsluiting | closed_at | later %d-%m-%Y ?40
        Zaaktype | category | of Burenoverlast,Woonfraude
        Zaakstatus | status | of lopend,gesloten
        Relatienr | reporter | nr R#
        Straatnaam object | street | street
        Huisnummer object | number | house
        Postcode object | postcode | postcode
    """),
    table("politie/meldingen overlast E33.csv", "complaint", """
        BVH nummer | source_id | nr PL2300-#
        Begindatum feit | occurred_at | moment %Y-%m-%d
        Begintijd feit | occurred_at | moment %H:%M
        MK omschrijving | category | of Geluidshinder overig,Overlast jeugd
        Straat | street | street
        Woonplaats | town | town
    """),
    table("brandweer/incidenten 2023.csv", "incident", """
        Incident ID | source_id | nr #
        Starttijd incident | occurred_at | moment %d-%m-%Y %H:%M:%S
        Classificatie 1 | category | of Brand,Ongeval
        Classificatie 2 | category | of Woning,Voertuig
        Prioriteit | severity | number 1 3
        Adres | street | address
        Plaatsnaam | town | town
    """),
    table("wocas/verhuureenheden.csv", "homes", """
        Eenheid nr | home_id | nr #
        Complex nr | complex | of 12,15
        Straat | street | street
        Huisnr. | number | house
        Huisnr. toev. | addition | addition ?70
        Postcode | postcode | postcode
        Woonplaats | town | town
        Ingang exploitatie | in_stock_from | moment %d-%m-%Y
        Einde exploitatie | in_stock_until | later %d-%m-%Y ?90
        Oppervlakte | - | number 40 120
    """),
    table("statistiek/buurtprofielen.csv", "indicators", """
        gebiedscode | area_code | code bu 0363
        peiljaar | vintage | always 2022
        inwonertal | value:inwonertal | number 200 4000
        perc_huur | value:perc_huur | number 10 90 ,
        eigenaar | - | of gemeente,derden
    """, rows=25),
    table("misdaad/aantallen per wijk.csv", "counts", """
        wijkcode | area_code | code wk 0599
        maand | period | always 2023-04
        soort delict | category | always Woninginbraak
        aantal delicten | count | number 0 40
    """, rows=20),
    table("personeel/verzuim.csv", None, """
        Team | - | of Noord,Zuid
        Maand | - | moment %Y-%m
        Verzuimpercentage | - | number 2 9 ,
    """),
    table("projecten/planning.csv", None, """
        Projectnummer | - | nr P#
        Projectnaam | - | name Renovatie
        Startdatum | - | moment %d-%m-%Y
        Einddatum | - | later %d-%m-%Y
        Budget | - | number 1000 9000
    """),
    table("wagenpark/ritten.csv", None, """
        Ritnummer | - | nr R#
        Datum | - | moment %d-%m-%Y
        Kenteken | - | nr AB-#
        Van | - | of Geleen,Sittard
        Naar | - | of Echt,Born
        Kilometers | - | number 1 90
    """),
    table("verhuur/contracten.csv", None, """
        Contractnr | - | nr C#
        Begindatum | - | moment %d-%m-%Y
        Einddatum | - | later %d-%m-%Y ?70
        Huurder | - | person
        Huur | - | number 400 900 ,
    """),
    table("topdesk/tickets_bewonerszaken.csv", "complaint", """
        Nummer | source_id | nr T2401#
        Aanmelddatum | registered_at | moment %d-%m-%Y %H:%M
        Afgemeld | closed_at | later %d-%m-%Y %H:%M ?30
        Rubriek | category | of Leefbaarheid,Overlast
        Subrubriek | category | of Geluid,Stank,Vervuiling ?30
        Ingang | channel | of Telefoon,Portaal
        Voortgang | status | of Nieuw,In behandeling,Afgerond
        Complex nr. | complex | of 210,215,330
        Postcode object | postcode | postcode
        Huisnr object | number | house
        Klacht in het kort | - | prose
    """),
    table("chicago/311.csv", "complaint", """
        SR_NUMBER | source_id | nr SR24-#
        SR_TYPE | category | of Graffiti Removal,Tree Trim
        OWNER_DEPARTMENT | - | of Streets,Water
        STATUS | status | of Open,Completed
        ORIGIN | channel | of Phone,Mobile
        CREATED_DATE | registered_at | moment %m/%d/%Y %I:%M:%S %p
        CLOSED_DATE | closed_at | later %m/%d/%Y %I:%M:%S %p ?20
        STREET_ADDRESS | street | address
        CITY | town | of Chicago,Cicero
        ZIP_CODE | postcode | number 60601 60699
        WARD | - | number 1 50
        LATITUDE | y | north
        LONGITUDE | x | west
    """, delimiter=","),
    table("vastgoed/objecten per 1 januari.csv", "homes", """
        Objectnr. | home_id | nr 00#
        Soort object | - | of Eengezinswoning,Portiekflat,Parkeerplaats
        Compl. | complex | of 210,215,330
        Straat | street | street
        Hnr | number | house
        Toev | addition | addition ?80
        Postcode | postcode | postcode
        Plaatsnaam | town | town
        Exploitatie vanaf | in_stock_from | moment %d/%m/%Y
        Exploitatie tot | in_stock_until | later %d/%m/%Y ?90
        Markthuur | - | number 500 900 ,
    """),
    table("politie/47022NED_UntypedDataSet.csv", "counts", """
        ID | - | rank
        SoortMisdrijf | category | always 1.1.1
        WijkenEnBuurten | area_code | code bu 0363
        Perioden | period | always 2023-06
        GeregistreerdeMisdrijven_1 | count | number 0 30
    """),
    table("wonen/meldpunt zorg en overlast aantallen.csv", "counts", """
        Buurt | area_code | code bu 0599 8
        Jaar | period | in_turn 2019,2019,2019,2019,2019,2019,2019,2019,2020,2020,2020,2020,2020,2020,2020,2020
        Aantal meldingen | count | number 0 60
    """, rows=16),
    table("ggd/monitor volwassenen.csv", "indicators", """
        wijk | area_code | code wk 0935
        meetjaar | vintage | always 2022
        % voelt zich eenzaam | value:% voelt zich eenzaam | number 30 60 ,
        % mantelzorger | value:% mantelzorger | number 8 20 ,
    """, rows=12),
    table("planning/vergaderdata.csv", None, """
        Overleg | - | of Buurtoverleg,Regieteam
        Datum | - | moment %d-%m-%Y
        Locatie | - | of Wijkcentrum,Stadhuis
        Voorzitter | - | person
    """),
)  # fmt: skip
