# Overeenkomsten: wat klanten is beloofd, wat teams elkaar beloven, en leveranciers ons.

agreements-places = Wat is afgesproken
agreements-none = Er is nog niets afgesproken
agreements-none-next = Zonder overeenkomst loopt er geen klok. Schrijf er een in een bestand en pas het toe.
agreements-name = Overeenkomst
agreements-kind = Soort
agreements-tier = Niveau
agreements-version = Versie
agreements-used-by = Geldt voor

agreement-kind-sla = overeenkomst met klanten
agreement-kind-ola = tussen onze teams
agreement-kind-uc = contract met leverancier

# Bepalingen, zoals ze een zin beginnen.
term-name = Naam
term-kind = Soort
term-party = Beloofd door
term-tier = Niveau
term-calendar = Servicevenster
term-promise = { $metric } bij { $priority }
term-availability = Beschikbaarheid per maand
term-hours-per-month = Inbegrepen uren per maand
term-managed = Wat wij beheren
term-exclusion = Niet inbegrepen
term-client-wait-pauses = Wachten op de klant zet de klokken stil bij
term-minor-fixes = Herstarten of terugdraaien zonder akkoord vooraf
term-workaround = Een omweg lost een incident op
term-reopen-days = Opnieuw te openen binnen
term-on-reopen = { $metric } na heropenen
term-maintenance-notice = Gepland werk is vooraf aangekondigd
term-maintenance-windows = Gepland werk mag
term-maintenance-allowance = Gepland werk per maand ten hoogste
term-fee = Vergoeding per maand
term-credit-cap = Per maand ten hoogste terug
term-credit = Terug als { $figure } lager is dan { $below }
term-credit-exclusion = Geeft geen recht op korting
term-warnings = Wij worden gewaarschuwd bij
term-warning-before = Wij worden gewaarschuwd vóór een deadline
term-priority-of = Prioriteit bij impact { $impact } en urgentie { $urgency }
term-margin = Tijd die wij zelf nodig hebben naast een leverancier

# Wat eraan verandert.
term-becomes = { $term }: { $from } wordt { $to }
term-is-new = { $term }: { $to } is nieuw
term-is-gone = { $term }: { $from } vervalt

term-quoted = “{ $text }”
term-in-hours = { $time } ({ $calendar })
term-once-confirmed = { $time } ({ $calendar }, na bevestiging)
term-never = nooit
term-no-priority = geen enkele prioriteit
term-at-any-time = op elk moment
term-yes = ja
term-no = nee
term-business-days = { $days ->
    [one] { $days } werkdag
   *[other] { $days } werkdagen
}

on-reopen-resume = de klok loopt verder; de tijd ertussen telt niet mee
on-reopen-void = de tijd ertussen telt mee, als u op tijd meldt dat het niet is opgelost
on-reopen-new-cycle = de klok begint opnieuw

figure-availability = de beschikbaarheid
figure-kept = het deel waarin { $metric } is gehaald

# Wat er mis of vreemd aan is.
problem-too-short = { $promise }: een norm is ten minste één minuut.
problem-twice = { $promise } staat er twee keer.
problem-nothing-to-confirm = { $promise } wacht op een bevestiging, maar heeft geen eigen uren voor daarna.
problem-missing = { $promise }: er is niets beloofd, terwijl dat bij andere prioriteiten wel zo is.
problem-worse-is-slower = { $promise } mag langer duren dan bij { $better }.
problem-out-of-order = { $promise } mag pas komen als { $then } voorbij is.
problem-warn-percent = Een waarschuwing bij { $percent }% ligt niet tussen 1 en 99.
problem-party-of-sla = Aan een klant beloven wij het zelf; { $party } kan daar niet staan.
problem-party-of-ola = Kies welk van onze teams het belooft.
problem-party-of-uc = Kies welke leverancier het belooft.
problem-reaction-reopened = Een reactie die is gegeven blijft gegeven, ook als een incident opnieuw opengaat.
problem-no-availability = Een beschikbaarheid van 0% belooft niets.
problem-no-fee = Van een vergoeding van niets kan niets terug.
problem-currency = “{ $code }” is niet de code van een munt; die ziet eruit als EUR.
problem-no-band = Er staat niet wat er terugkomt.
problem-band-twice = Wat terugkomt als { $figure } lager is dan { $below } staat er twee keer.
problem-bands-fall = Als { $figure } lager is dan { $below }, komt er minder terug dan als het beter is.
problem-over-cap = Als { $figure } lager is dan { $below }, komt er meer terug dan ten hoogste mag.
problem-empty = Er is niets beloofd.
problem-no-updates = Er is geen volgend bericht beloofd; de klant kan lang niets horen.
problem-credit-on-nothing = Er komt iets terug voor { $figure }, maar die is niet beloofd.
problem-gap = { $application }, { $component }: { $supplier } herstelt binnen { $theirs } van zijn eigen uren en wij hebben zelf { $margin } nodig, maar wij beloven { $ours } bij { $priority }. Dat kan { $late } te laat zijn.
problem-gap-never = { $application }, { $component }: { $supplier } herstelt binnen { $theirs } van zijn eigen uren, en die komen nooit. Wij hebben zelf { $margin } nodig en beloven { $ours } bij { $priority }{ $late }.

# De pagina's.
agreements-edited = { $who } bewerkte het als laatste, { $when }
agreements-offer = Onze serviceniveaus
agreements-offer-about = Wat wij op elk niveau beloven: in welke uren, hoe snel, en wat inbegrepen is.
agreements-as-client = Zoals een klant het ziet
agreements-as-ours = Terug naar de desk
agreements-new = Nieuwe overeenkomst
agreements-new-about = Zij begint als concept. Er is niets mee beloofd tot u haar activeert.
agreements-unused = Zij geldt nu voor geen enkele applicatie.
agreements-back = { $share } van de vergoeding terug
agreements-drafts = In de maak
agreements-inner = Wat onze teams en leveranciers ons beloven
agreements-inner-about = klanten zien dit nooit
agreements-edit = Wijzigen
agreements-to-draft = Naar het concept
agreements-by = beloofd door { $party }
agreements-done-activated = De nieuwe versie geldt. Zij geldt voor nieuwe incidenten; open incidenten houden wat hun is beloofd.
agreements-done-discarded = Het concept is weggegooid; wat geldt blijft zoals het is.
agreements-done-retired = Zij is ingetrokken: er wordt niets nieuws mee beloofd. Wat is beloofd blijft gelden.
agreements-not-retired = Zij is nog nodig
agreements-is-retired = Deze overeenkomst is ingetrokken. Incidenten waarvoor zij is beloofd houden haar.
agreements-is-old = Dit is een eerdere versie. Incidenten waarvoor zij is beloofd houden haar.
agreements-versions = Versies
agreements-compare = Versies vergelijken
agreements-changes = { $count ->
    [one] { $count } wijziging
   *[other] { $count } wijzigingen
}
agreements-retire = Intrekken
agreements-retire-sure = { $name } intrekken? Er wordt dan niets nieuws meer mee beloofd.
agreements-difference = Wat er verschilt
agreements-from = Tussen
agreements-to = en
agreements-no-difference = Er verschilt niets.
agreements-key = Sleutel
agreements-key-hint = Kort en voor altijd, in bestanden en adressen: goud, hosting-contract.
agreements-like = Begin zoals
agreements-like-none = een lege overeenkomst
agreements-begin = Begin het concept
agreements-draft = Concept
agreements-draft-about = Een concept belooft niets tot het is geactiveerd.
agreements-save = Concept bewaren
agreements-save-review = Bewaren en zien wat er verandert
agreements-unread = Iets kon niet worden gelezen. Wat u typte is er nog; het staat bij het veld.
agreements-stale = Iemand anders bewaarde dit concept terwijl u typte. { $edited }. Wat u typte staat er nog; nu bewaren vervangt het andere.
agreements-retired-meanwhile = Ze is ingetrokken sinds dit concept begon. Gooi het concept weg of begin een nieuwe overeenkomst.
agreements-outdated = Versie { $version } is gaan gelden sinds dit concept begon. Gooi het concept weg en begin bij die versie.
agreements-not-activated = Zo kan het niet gaan gelden. Het concept is bewaard.
agreements-review = { $name }: voordat het gaat gelden
agreements-errors = Dit staat in de weg
agreements-warnings = Het bekijken waard
agreements-what-changes = Wat er verandert
agreements-is-new = Dit is een nieuwe overeenkomst; alles eraan is nieuw.
agreements-touched = Voor deze applicaties
agreements-new-only = Een nieuwe versie geldt voor incidenten die vanaf dan worden gemeld. Open incidenten houden wat hun is beloofd.
agreements-activate = Laat het gelden
agreements-go-on = Verder bewerken
agreements-give-up = Concept weggooien
agreements-give-up-sure = Dit concept weggooien? Wat geldt blijft zoals het is.
agreements-time-hint = Minuten, of 4h, of 1h30. Leeg belooft niets.
agreements-percent-hint = Een percentage zoals 99,5.
agreements-lines-hint = Elk op een eigen regel.
agreements-hours-hint = Uren zoals 22:00-06:00; meer met een komma. Helemaal geen betekent op elk moment.
agreements-warn-hint = Procenten van een norm, zoals 50, 75, 90.
agreements-warn-before-hint = Minuten vóór de deadline, zoals 60, 15.
agreements-margin-hint = Telt naast de tijd van een leverancier als beide beloften worden vergeleken.
agreements-pause = Wacht op de klant
agreements-own-hours = Normen die in andere uren tellen
agreements-promise = Norm
agreements-counts-in = Telt in
agreements-same-hours = de uren van de overeenkomst
agreements-confirmed = pas na bevestiging per telefoon of door bewaking
agreements-add-row = Rij toevoegen
agreements-reopen-days = Werkdagen waarin heropenen kan
agreements-warn-at = Waarschuw ons bij
agreements-has-maintenance = Er is gepland werk afgesproken
agreements-notice = Uren vooraf aangekondigd
agreements-has-credits = Er komt iets terug als het niet is zoals beloofd
agreements-currency = Munt
agreements-if = Als
agreements-below = lager is dan (%)
agreements-party-us = wij zelf
agreements-wrong-name = Er is een naam nodig.
agreements-wrong-time = Dit is geen tijd. Schrijf minuten, of 4h, of 1h30.
agreements-wrong-percent = Dit is geen percentage van 0 tot 100.
agreements-wrong-number = Dit is geen heel getal.
agreements-wrong-amount = Dit is geen bedrag. Schrijf 1250 of 1250,50.
agreements-wrong-calendar = Kies een kalender.
agreements-wrong-party = Kies wie het belooft.
agreements-wrong-hours = Dit zijn geen uren. Schrijf 22:00-06:00.
agreements-wrong-warnings = Schrijf procenten, zoals 50, 75, 90.
agreements-wrong-warnings-before = Schrijf minuten, zoals 60, 15.
agreements-wrong-row = Bij deze prioriteit is niets beloofd; vul het eerst hierboven in.
agreements-wrong-matrix = Impact { $impact } met urgentie { $urgency } wordt { $worse }, na iets milders als { $better }: wat erger is mag niet langer wachten.
agreements-wrong-key = Een sleutel is kort, in kleine letters: letters, cijfers en streepjes.
agreements-taken = Er is al een overeenkomst of een concept met deze sleutel.
agreements-no-calendar = Er is nog geen kalender. Maak er eerst een.

offer-promised = Wat is beloofd
offer-closed = gesloten
offer-hours = { $hours ->
    [one] { $hours } uur
   *[other] { $hours } uur
}
offer-once-confirmed = { $hours }, na bevestiging per telefoon of door bewaking
offer-maintenance = Gepland werk
offer-maintenance-windows = Het mag { $hours }.
offer-maintenance-notice = { $hours ->
    [one] Het is ten minste { $hours } uur vooraf aangekondigd.
   *[other] Het is ten minste { $hours } uur vooraf aangekondigd.
}
offer-maintenance-allowance = Ten hoogste { $time } per maand; meer telt als servicetijd.
offer-credits = Als het niet is zoals beloofd
offer-fee = van een vergoeding van { $fee } per maand
offer-when = In een maand
offer-back = Terug (%)
offer-credit-when = Als { $figure } lager is dan { $below }
offer-cap = Per maand komt ten hoogste { $cap } van de vergoeding terug.
offer-no-right = Niet voor: { $what }.
offer-matrix = Hoe prioriteit volgt uit impact en urgentie
offer-ours = Alleen voor ons
offer-no-warning = Niemand wordt gewaarschuwd voordat een norm verloopt.
offer-margin = Wij hebben zelf { $time } nodig naast een leverancier.
offer-pause = Zolang wij op uw antwoord wachten, staan de klokken stil bij { $priorities }.
offer-no-pause = De klokken lopen door terwijl wij op uw antwoord wachten.
offer-fixes = Wij mogen herstarten of terugdraaien zonder het u eerst te vragen.
offer-no-fixes = Wij vragen u eerst bij elke oplossing.
offer-on-reopen = { $metric } na heropenen: { $then }.
