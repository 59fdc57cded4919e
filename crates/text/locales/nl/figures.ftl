# Dienstverlening: waar maanden op uitkwamen, hoe een maand is gemaakt, wat mensen over de dienst opschreven.

figures-title = Dienstverlening
figures-about = Hoe de maand voor elke applicatie verloopt, de slechtste eerst. Wat is verontschuldigd telt hier niet mee; de maand zelf toont beide.
figures-portal-about = Hoe beschikbaar uw applicaties waren en hoeveel van onze afspraken zijn nagekomen, maand voor maand.
figures-nothing = Er is nog geen applicatie
figures-nothing-next = Beschrijf een applicatie en haar overeenkomst in een bestand en pas het toe; dan staan haar maanden hier.
figures-month = Maand
figures-availability = Beschikbaarheid
figures-down = Uitval
figures-incidents = Incidenten
figures-kept = Afspraken nagekomen
figures-none = n.v.t.
figures-of = { $part } van { $whole }
figures-n = { $count ->
    [0] geen
    [one] over één
   *[other] over { $count }
}
figures-promised = afgesproken { $percent }
figures-raw = zoals het was: { $figure }
figures-so-far = tot nu toe
figures-up-to = tot en met { $at }
figures-frozen-version = vastgelegd, versie { $version }
figures-not-frozen = nog niet vastgelegd
figures-published = Gepubliceerd op { $at }, versie { $version }
figures-preliminary = Voorlopig: nog niet gepubliceerd
figures-download = Als bestand
figures-not-watched = Geen controle zegt wanneer zij plat ligt; alleen wat mensen opschreven telt.
figures-poorly = Meer dan 1% is niet gemeten ({ $time }).
figures-picture = Beschikbaarheid per maand. { $months }
figures-picture-about = Beschikbaarheid per maand; de lijn is wat is afgesproken. De voet van het beeld is { $foot }.
figures-rows-about = Percentages zijn zonder wat is verontschuldigd en naar beneden afgerond. Tijden zijn gemiddelden op de klok; uitval is geteld binnen de afgesproken uren.

figures-state-ok = zoals afgesproken
figures-state-warn = afspraken gemist
figures-state-bad = minder dan afgesproken
figures-state-none = niets gemeten

figures-earlier = Maand ervoor
figures-later = Maand erna
figures-by-agreement = Volgens
figures-held-from = { $name } vanaf { $from }
figures-of-agreed = van { $time } afgesproken
figures-unmeasured = Niet gemeten
figures-unmeasured-about = geen deel van de afgesproken tijd
figures-degraded = Verminderd
figures-degraded-about = iets was stuk, maar zij was er
figures-reopened = { $count ->
    [0] geen heropend
    [one] één heropend
   *[other] { $count } heropend
}
figures-reopened-short = Heropend
figures-first-time-right = In één keer goed

figures-promise = Afspraak
figures-corrected = zonder wat is verontschuldigd
figures-as-it-was = zoals het was
figures-by-priority = Per prioriteit
figures-no-promises = In deze maand liep geen afspraak af.
figures-misses = Afspraken die niet zijn nagekomen
figures-no-misses = Elke afspraak die in deze maand afliep, is nagekomen.
figures-incident = Incident
figures-due = Uiterlijk
figures-what-happened = Wat er gebeurde
figures-missed = afgesproken binnen { $promised }; niet op tijd gedaan
figures-missed-by = afgesproken binnen { $promised }; { $by } te laat
figures-refuted = Bleek toch op tijd te zijn geweest; telt als nagekomen.
figures-excused-because = Verontschuldigd: { $why }. Telt alleen in het cijfer zoals het was.
figures-more = en nog { $count }
figures-running = { $count ->
    [one] Eén afspraak stond aan het eind nog open
   *[other] { $count } afspraken stonden aan het eind nog open
}

figures-outages = Storingen
figures-no-outages = De applicatie lag in deze maand niet plat, voor zover bekend.
figures-from = Van
figures-until = Tot
figures-lasts = duurt voort
figures-lasted = Duurde
figures-cost = Van de afgesproken tijd
figures-known-by = Bekend door
figures-excused = { $time } verontschuldigd
figures-noted = opgeschreven door een medewerker

figures-planned = Gepland onderhoud
figures-when = Wanneer
figures-what = Wat
figures-taken = Duurde
figures-permitted = Toegestaan
figures-excess-not-agreed = de overeenkomst kent geen gepland onderhoud
figures-excess-late-notice = te laat aangekondigd
figures-excess-outside-windows = deels buiten de uren voor gepland onderhoud
figures-excess-beyond-allowance = meer dan voor een maand is afgesproken

figures-times = Tijden
figures-times-about = op de klok, behalve MTBF
figures-mean = Gemiddelde
figures-over = Aantal
figures-about-detect = van het begin tot de eerste melding
figures-about-acknowledge = van de melding tot een van ons het oppakte
figures-about-restore = van het begin tot de dienst terug was
figures-about-repair = van het begin van het werk tot het was opgelost
figures-about-between-failures = afgesproken tijd zonder uitval voor elke storing die in de maand begon
figures-about-between-incidents = MTBF en MTRS samen

figures-credits = Vergoeding
figures-credits-about = een voorstel volgens de tabel van de overeenkomst, over de cijfers zonder wat is verontschuldigd
figures-credits-none = Niets ligt onder een grens van de tabel: geen vergoeding.
figures-credits-share = { $percent } van het maandbedrag
figures-credits-capped = het hoogste dat kan
figures-credit-line = { $figure }: { $was }, onder { $below } geeft { $credit }
figures-credits-exclusions = Geen recht op vergoeding:
figures-credits-after-freeze = Erover beslissen kan zodra de maand is vastgelegd.
figures-credits-reason = Opmerking
figures-credits-reason-hint = Nodig als zij niet wordt gegeven.
figures-credits-give = Geven
figures-credits-refuse = Niet geven
figures-credits-given = Gegeven door { $by }, { $at }
figures-credits-refused = Niet gegeven door { $by }, { $at }
figures-credits-portal = Een voorstel; uw accountmanager bevestigt het.
figures-nothing-to-decide = Over de vergoeding van deze versie valt niets meer te beslissen.

figures-versions = Vastgelegde versies
figures-versions-about = een versie verandert nooit; wat later blijkt, wordt een nieuwe
figures-no-versions = Deze maand is niet vastgelegd.
figures-since-frozen = Sinds het vastleggen is iets veranderd:
figures-changed = { $what }: { $before } → { $after }
figures-inputs = gemaakt van { $hash }…
figures-freeze = Vastleggen en publiceren
figures-freeze-about = De klant leest deze cijfers dan als gepubliceerd. Latere correcties worden een nieuwe versie.
figures-freeze-again = Nieuwe versie publiceren
figures-freeze-reason = Waarom de gepubliceerde cijfers veranderen
figures-freeze-reason-hint = De klant kan ernaar vragen.
figures-not-over = De maand is nog niet voorbij; daarna kan zij worden vastgelegd.
figures-say-why = Zeg waarom de gepubliceerde cijfers veranderen.
figures-done-frozen = De maand is vastgelegd.
figures-done-unchanged = Er was niets veranderd; de versie blijft zoals zij is.
figures-done-decided = De beslissing over de vergoeding is bewaard.

figures-notes = Onderhoud, storingen en verontschuldigingen
figures-notes-about = wat mensen naast incidenten opschreven
figures-no-notes = Voor deze applicatie is nog niets opgeschreven.
figures-note-new = Iets opschrijven
figures-note-kind = Wat het is
figures-note-refused = Het is niet opgeschreven
figures-note-write = Opschrijven
figures-note-agree = Akkoord
figures-note-move = Duurt langer of was eerder klaar
figures-note-move-do = Einde wijzigen
figures-note-withdraw = Terugnemen of weigeren
figures-note-withdraw-do = Terugnemen
figures-note-done-written = Het is opgeschreven.
figures-note-done-moved = Het einde is gewijzigd.
figures-note-done-agreed = Het telt vanaf nu.
figures-note-done-withdrawn = Het is teruggenomen.
figures-why = Waarom
figures-text = In woorden
figures-text-hint = De klant leest het.
figures-parts = Alleen deze onderdelen (geen betekent alles)
figures-evidence = Waar het te zien is
figures-evidence-hint = Een adres of het nummer van een incident. Nodig bij een storing en een verontschuldiging.
figures-category = Waarom het niet telt
figures-category-hint = Alleen bij een verontschuldiging.
figures-category-none = –
figures-zone = Tijd in { $zone }

note-kind-maintenance = Gepland onderhoud
note-kind-outage = Storing
note-kind-excuse = Verontschuldiging
note-about-maintenance = Aangekondigd aan de klant. Voor zover de overeenkomst het toestaat, telt het niet als diensttijd.
note-about-outage = Zij lag plat en geen controle zag het. Een ander moet akkoord gaan.
note-about-excuse = Een tijd die ons niet mag worden aangerekend. Een ander moet akkoord gaan; het cijfer zoals het was blijft.
note-standing-waiting = wacht op akkoord
note-standing-counts = telt
note-standing-withdrawn = teruggenomen
note-category-client-caused = door de klant veroorzaakt
note-category-force-majeure = niemand had het kunnen voorkomen
note-category-measurement-error = de meting was fout
note-category-duplicate = elders geteld
note-category-agreed-exception = vooraf afgesproken
note-step-moved = tot { $until }: { $reason }
note-step-agreed = akkoord
note-step-agreed-alone = akkoord, als enige die dat kan
note-step-withdrawn = teruggenomen: { $reason }
note-refused-ends-before-it-begins = Het moet eindigen nadat het begint.
note-refused-too-long = Het mag hoogstens 31 dagen duren; schrijf de rest apart op.
note-refused-in-the-future = Wat nog niet is gebeurd, kan niet als gebeurd worden opgeschreven.
note-refused-no-text = Zeg in woorden wat het is.
note-refused-no-evidence = Zeg waar het te zien is: een adres of het nummer van een incident.
note-refused-no-category = Zeg waarom het niet telt.
note-refused-no-reason = Zeg waarom.
note-refused-own-note = Een ander moet akkoord gaan met wat u opschreef.
note-refused-decided = Het is al beslist.
note-refused-not-movable = Alleen onderhoud dat nog niet voorbij is kan een ander einde krijgen.
note-refused-ends-in-the-past = Het kan niet vóór nu eindigen: wat gedaan is, is gedaan.
