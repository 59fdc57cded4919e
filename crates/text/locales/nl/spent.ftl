# Bestede tijd: timers, ingevulde tijd, maanden naast de uren van een overeenkomst.

spent-title = Bestede tijd
spent-about = Wat we voor elke klant hebben gewerkt, naast de uren van de overeenkomst.
spent-about-client = Wat we voor { $client } hebben gewerkt, naast de uren van de overeenkomst.
spent-of = Bestede tijd aan { $number }
spent-total = { $time } in totaal
spent-none = Nog niets genoteerd
spent-runs = uw timer loopt: { $time }
spent-runs-long = Uw timer op { $number } loopt al { $time }. Klopt dat nog? Stop hem en vul in hoe lang het was.
spent-runs-elsewhere = Uw timer loopt op { $number } ({ $time }). Start u er hier een, dan stopt die; de tijd blijft bewaard.
spent-rail = Uw timer loopt op { $number }
spent-start = Timer starten
spent-stop = Timer stoppen
spent-note = Wat er is gedaan
spent-note-hint = Alleen voor ons; de klant leest alleen hoe lang.
spent-type-in = Invullen
spent-type-in-about = gewerkte tijd, achteraf
spent-day = Dag
spent-length = Hoe lang
spent-length-hint = 90, 1:30, 1u30 of 1,5u
spent-from = Vanaf (hoeft niet)
spent-from-hint = { $zone }. Met een begin wordt een nacht over twee maanden verdeeld en valt overlap op.
spent-write = Noteren
spent-all = Alle tijd en wijzigingen
spent-entries = Genoteerd
spent-more = Eerder
spent-change = Wijzigen
spent-save = Opslaan
spent-reason = Waarom
spent-reason-hint = Het is niet van u, of de maand is vastgelegd: de reden blijft erbij staan.
spent-confirm = Dit klopt
spent-withdraw = Intrekken
spent-overlaps = tegelijk met andere tijd van dezelfde persoon
spent-late = gewijzigd nadat de maand is vastgelegd
spent-from-until = { $from } tot { $until }

spent-standing-running = loopt
spent-standing-in-doubt = te bevestigen
spent-standing-counts = telt mee
spent-standing-withdrawn = ingetrokken
spent-in-doubt-about = De timer liep langer dan 12 uur en telt niet mee tot iemand bevestigt dat het klopt, of invult wat het moet zijn.

# Wat er met genoteerde tijd is gebeurd.
spent-deed-started = { $who } startte de timer, { $at }
spent-deed-stopped = { $who } stopte hem, { $at }
spent-deed-stopped-for-another = Gestopt toen { $who } een andere timer startte, { $at }
spent-deed-typed = { $who } vulde { $time } in, { $at }
spent-deed-changed = { $who } maakte er { $time } van, { $at }
spent-deed-confirmed = { $who } bevestigde het, { $at }
spent-deed-withdrawn = { $who } trok het in, { $at }
spent-deed-why = { $sentence }: { $reason }

# Nadat er iets is gedaan.
spent-done-started = Uw timer loopt.
spent-done-ran-already = Uw timer liep hier al en loopt door.
spent-done-switched = Uw timer loopt hier. Die op { $number } is na { $time } gestopt; de tijd is bewaard.
spent-done-switched-long = Uw timer loopt hier. Die op { $number } is na { $time } gestopt: de tijd telt mee zodra u die hebt bevestigd of gewijzigd.
spent-done-stopped = Gestopt na { $time }.
spent-done-stopped-long = Gestopt na { $time }. De tijd telt mee zodra u die hebt bevestigd of gewijzigd.
spent-done-noted = { $time } genoteerd.
spent-done-noted-already = Dit was al genoteerd; niets telt dubbel.
spent-done-overlaps = { $time } genoteerd, tegelijk met andere tijd van u.
spent-done-changed = Gewijzigd.
spent-done-confirmed = Bevestigd: het telt mee.
spent-done-withdrawn = Ingetrokken: het telt niet mee.

# Waarom niet.
spent-refused = Dit is niet genoteerd
spent-wrong-day = Welke dag? Zoals 2026-11-28.
spent-wrong-from = Vanaf wanneer? Zoals 14:30.
spent-wrong-length = Hoe lang? 90, 1:30, 1u30 of 1,5u.
spent-stale = Iemand anders heeft dit intussen gewijzigd. Kijk hoe het er nu staat.
spent-refused-not-yours = Dit is van iemand anders; een manager kan het corrigeren.
spent-refused-nothing = Vul in hoe lang het was.
spent-refused-ends-before-it-begins = Het einde ligt voor het begin.
spent-refused-too-long = Meer dan 24 uur achter elkaar kan niet.
spent-refused-in-the-future = Wat nog moet gebeuren, kan niet worden genoteerd.
spent-refused-before-report = Het kan niet meer dan 24 uur voor de melding van het incident liggen.
spent-refused-long-note = Hoogstens 2000 tekens.
spent-refused-no-reason = Vul in waarom.
spent-refused-frozen = De maand is vastgelegd. Een manager kan dit nog corrigeren, met een reden.
spent-refused-withdrawn = Dit is al ingetrokken.
spent-refused-not-running = Er loopt hier geen timer van u.
spent-refused-running = De timer loopt nog: stop hem eerst.

# Een maand.
spent-client = Klant
spent-agreement = Overeenkomst
spent-spent = Besteed
spent-agreed = Afgesproken
spent-left = Over
spent-hours = { $hours } u
spent-no-hours = geen uren afgesproken
spent-no-agreement = Geen overeenkomst
spent-used = { $percent }% gebruikt
spent-over = { $time } boven de afspraak
spent-published = { $time } bij het vastleggen, daarna gecorrigeerd
spent-nothing-month = In deze maand is niets genoteerd
spent-nothing-month-next = Start een timer of vul gewerkte tijd in op de pagina van een incident; het staat dan meteen hier.
spent-by-incident = Per incident
spent-by-person = Per persoon
spent-incident = Incident
spent-choose = Maand
spent-show = Tonen
spent-all-clients = Alle klanten
spent-more-clients = Meer klanten
spent-to-confirm = Te bevestigen
spent-to-confirm-about = Timers die langer dan 12 uur liepen; ze tellen nog niet mee.
spent-rule = Maanden volgens de klok van de overeenkomst. Tijd over middernacht aan het einde van een maand ligt in beide.

# Voor de klant.
spent-portal-about = Wat wij voor u hebben gewerkt, naast de uren van uw overeenkomst.
spent-portal-on = Waaraan in { $month }
spent-so-far = tot nu toe
