"""Reports as landlords, municipalities, police and cities abroad write them: one table a layout."""

from __future__ import annotations

from benchmarks.tables.making import table

REPORTS = (
    table("klantcontact/klachten_2024.csv", "complaint", """
        Klachtnummer | source_id | nr K#
        Datum ontvangst | registered_at | moment %d-%m-%Y
        Datum afgehandeld | closed_at | later %d-%m-%Y ?30
        Soort klacht | category | nuisance
        Complexnummer | complex | of 1001,1002,1003
        Straat | street | street
        Huisnummer | number | house
        Postcode | postcode | postcode
        Huurdernummer | reporter | number 40000 40060
        Behandelaar | - | person
        Omschrijving | - | prose
    """),
    table("woonbedrijf/export meldingen overlast.csv", "complaint", """
        Zaaknummer | source_id | nr 2024-#
        Aangemaakt op | registered_at | moment %d-%m-%Y %H:%M
        Gesloten op | closed_at | later %d-%m-%Y %H:%M ?40
        Onderwerp | category | nuisance
        Kanaal | channel | of telefoon,e-mail,balie
        Status | status | of open,gesloten
        Prioriteit | - | of hoog,laag
        Adres | street | address
        Plaats | town | town
        VHE-nummer | - | number 100000 180000
    """),
    table("leefbaarheid/Meldingen_2023.csv", "complaint", """
        ID | source_id | rank
        Melddatum | registered_at | moment nl %d %b %Y
        Meldtijd | registered_at | moment %H:%M
        Hoofdcategorie | category | of Overlast,Afval,Schade
        Subcategorie | category | nuisance ?40
        Wijkcode | - | code wk 1883 5
        Buurtcode | area_code | code bu 1883 9
        Melder | reporter | nr H#
    """, delimiter=","),
    table("signalen/signals.csv", "complaint", """
        id | source_id | rank
        created_at | registered_at | later %Y-%m-%dT%H:%M:%S+02:00
        updated_at | version_at | later %Y-%m-%dT%H:%M:%S+02:00
        incident_date_start | occurred_at | moment %Y-%m-%dT%H:%M:%S+02:00
        category_main | category | of Afval,Wegen verkeer straatmeubilair,Overlast in de openbare ruimte
        category_sub | category | of Grofvuil,Straatverlichting,Overige,Geluid
        status_state | status | of m,i,o
        lon | x | lon
        lat | y | lat
        stadsdeel | - | of A,B,E
        buurt_code | area_code | code bu 0363 7
        text | - | prose
    """, delimiter=","),
    table("signalen/meldingen openbare ruimte.jsonl", "complaint", """
        id | source_id | nr #
        created_at | registered_at | moment %Y-%m-%dT%H:%M:%S.123456Z
        category | category | nuisance
        state | status | of GEMELD,AFGEHANDELD
        source | channel | of online,telefoon
        area_code | area_code | code bu 0363 7
    """),
    table("gemeente/MOR meldingen 2022.csv", "complaint", """
        Meldingsnummer | source_id | nr MOR#
        Datum melding | registered_at | moment %d/%m/%Y %H:%M:%S
        Datum gereed | closed_at | later %d/%m/%Y %H:%M:%S ?25
        Categorie | category | of Afval,Groen,Verlichting,Wegen
        X-coördinaat | x | rdx
        Y-coördinaat | y | rdy
        Wijze van melden | channel | of app,website,telefoon
        Wijk | - | of Noord,Zuid
        Toelichting melder | - | prose
    """),
    table("gemeente/klachtenregistratie.csv", "complaint", """
        Kenmerk | source_id | nr Z/24/#
        Ontvangen | registered_at | moment %Y-%m-%d
        Type | category | nuisance
        Openbare ruimte | street | street
        Huisnr | number | house
        Huisletter | letter | addition ?70
        Woonplaats | town | always Waterkant
        E-mail | - | mail
        Telefoon | - | phone
    """, above=("Klachtenregistratie gemeente Waterkant", "Periode: 2023 t/m 2024", "")),
    table("incidenten/calamiteiten.csv", "incident", """
        Incidentnummer | source_id | nr C#
        Datum incident | occurred_at | moment %d-%m-%Y
        Tijdstip | occurred_at | moment %H:%M
        Soort incident | category | of Brand,Wateroverlast,Inbraak,Hennepkwekerij
        Ernst | severity | number 1 5
        Complex | complex | of C12,C14,C20
        Adres | street | address
    """),
    table("politie/incidenten_per_dag.csv", "incident", """
        incident_id | source_id | nr PL#
        pleegdatum | occurred_at | moment %Y-%m-%d %H:%M:%S
        kennisname | registered_at | later %Y-%m-%d %H:%M:%S
        maatschappelijke klasse | category | of Diefstal,Vernieling,Mishandeling
        buurtcode | area_code | code bu 1883 12
        postcode | postcode | postcode
    """, delimiter=","),
    table("veiligheidsregio/brandweer uitrukken 2023.csv", "incident", """
        Uitruknummer | source_id | nr 2023#
        Alarmering | occurred_at | moment %d-%m-%Y %H:%M:%S
        Type melding | category | of Buitenbrand,Binnenbrand,Ongeval,Loos alarm
        Prio | - | of P1,P2
        RD_X | x | rdx
        RD_Y | y | rdy
        Kazerne | - | of West,Oost
    """),
    table("wijkbeheer/waarnemingen_ronde.csv", "observation", """
        Waarneming | source_id | nr W#
        Datum schouw | occurred_at | moment %d-%m-%Y
        Wat gezien | category | of Zwerfvuil,Graffiti,Kapotte lamp
        Straat | street | street
        Complex | complex | of 1001,1002
        Huismeester | - | person
        Opmerking | - | prose
    """),
    table("huismeesters/schouw.csv", "observation", """
        nr | source_id | rank
        waargenomen op | occurred_at | moment %d-%m-%y
        soort | category | of zwerfafval,fietsen in portiek,graffiti
        lengtegraad | x | lon
        breedtegraad | y | lat
    """),
    table("city/311_Service_Requests.csv", "complaint", """
        Unique Key | source_id | nr 51#
        Created Date | registered_at | moment %m/%d/%Y %I:%M:%S %p
        Closed Date | closed_at | later %m/%d/%Y %I:%M:%S %p ?20
        Agency | - | of DSNY,NYPD,HPD
        Complaint Type | category | of Noise,Heat,Illegal Parking
        Descriptor | category | of Loud Music,No heat,Blocked
        Incident Zip | postcode | number 10001 11690
        Incident Address | street | address
        City | town | of BROOKLYN,BRONX
        Status | status | of Open,Closed
        Open Data Channel Type | channel | of ONLINE,PHONE
        Latitude | y | north
        Longitude | x | west
    """, delimiter=","),
    table("open311/requests.jsonl", "complaint", """
        service_request_id | source_id | nr SR#
        service_name | category | of Pothole,Graffiti
        status | status | of open,closed
        requested_datetime | registered_at | moment %Y-%m-%dT%H:%M:%S-05:00
        updated_datetime | version_at | later %Y-%m-%dT%H:%M:%S-05:00
        address | street | address
        lat | y | north
        long | x | west
        description | - | prose
    """),
    table("boston/311_2024.csv", "complaint", """
        case_enquiry_id | source_id | nr 10100#
        open_dt | registered_at | moment %Y-%m-%d %H:%M:%S
        closed_dt | closed_at | later %Y-%m-%d %H:%M:%S ?15
        case_status | status | of Open,Closed
        type | category | of Parking Enforcement,Missed Trash
        location_street_name | street | address
        location_zipcode | postcode | number 2108 2199
        latitude | y | north
        longitude | x | west
        source | channel | of Citizens Connect App,Constituent Call
    """, delimiter=","),
    table("emergency/calls.csv", "incident", """
        incident_number | source_id | nr E#
        call_datetime | registered_at | moment %Y-%m-%d %H:%M:%S
        call_type | category | of Medical,Fire,Alarm
        location | point | point
        priority | severity | number 1 5
    """, delimiter=","),
    table("stadsbeheer/meldingen.tsv", "complaint", """
        MELDING_ID | source_id | nr #
        DATUM_MELDING | registered_at | moment %Y%m%d
        CATEGORIE | category | nuisance
        LOCATIE | street | address
        XCOORD | x | rdx
        YCOORD | y | rdy
    """, delimiter="\t"),
    table("onbekend/export_20240115.csv", None, """
        volgnr | - | rank
        moment | - | moment %d-%m-%Y %H:%M
        straat | - | street
        huisnr | - | house
    """),
    table("vuurwerk/meldingen vuurwerkoverlast.csv", "complaint", """
        Meldnr | source_id | nr V#
        Datum | registered_at | moment %d-%m-%Y
        Tijd | registered_at | moment %H:%M
        Soort overlast | category | of Knalvuurwerk,Vuurwerkafval,Vuurwerk brandgevaar
        Buurt | - | of Noord,Zuid
        Straatnaam | street | street
        Huisnummer | number | house
    """),
    table("ict/storingen aan liften.csv", None, """
        Liftnummer | - | of L1,L2,L3
        Monteur | - | person
        Kosten | - | number 100 900 ,
        Duur (min) | - | number 10 300
    """),
)  # fmt: skip
