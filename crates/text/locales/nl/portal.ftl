# De kant van de klant. Rustig en gewoon; geen woorden uit ons vak.

portal-home-title = Hoe het ervoor staat
portal-which = Welke incidenten
portal-where = Waar u bent
portal-open = Open
portal-closed = Gesloten
portal-more = Meer
portal-earlier = Eerdere incidenten
portal-open-incidents = Open incidenten
portal-application = Applicatie
portal-application-unknown = Andere of onbekende applicatie
portal-since = sinds { $time }
portal-not-needed = niet nodig
portal-step-of = Stap { $number } van { $of }: { $step }
portal-waits-for-you = Wij wachten op u
portal-monitoring = Onze bewaking

# Hoe het met één applicatie gaat.
portal-state-ok = Hij werkt.
portal-state-warn = Hij werkt, maar onze bewaking ziet iets dat niet klopt.
portal-state-warn-known = Er is iets niet in orde. Wij werken eraan.
portal-state-bad = Onze bewaking ziet een storing.
portal-state-bad-known = Er is een storing. Wij werken eraan.
portal-state-unknown = Er is geen storing bekend.
portal-tile-report = Werkt er iets niet? Meld het
portal-tile-open = { $count ->
    [one] { $count } open incident
   *[other] { $count } open incidenten
}
# Hoe het met alle samen gaat.
portal-all-ok = Al uw applicaties werken.
portal-all-unknown = Er is geen storing bekend.
portal-all-warn = { $count ->
    [one] Eén van uw applicaties vraagt aandacht. Wij werken eraan.
   *[other] { $count } van uw applicaties vragen aandacht. Wij werken eraan.
}
portal-all-bad = { $count ->
    [one] Eén van uw applicaties heeft een storing.
   *[other] { $count } van uw applicaties hebben een storing.
}

portal-asks = Wij vragen iets van u
portal-asks-approval = Lees ons voorstel en beslis
portal-asks-confirmation = Laat ons weten of het is opgelost
portal-asks-answer = Beantwoord onze vraag

portal-no-applications = Hier staat nog geen applicatie
portal-no-applications-next = Vraag ons welke applicaties u mag zien.
portal-none-open = Er zijn geen open incidenten
portal-none-open-next = Werkt er iets niet, of hebt u een vraag? Laat het ons weten.
portal-none-closed = Er zijn nog geen gesloten incidenten
portal-none-closed-next = Wat is opgelost blijft hier staan, met wat erover is gezegd.

# Stations van de route, voordat men er is en nadat men er was.
portal-station-reported = Gemeld
portal-station-assigning = Actie: wie?
portal-station-investigating = Onderzoek
portal-station-developing = Ontwikkeling
portal-station-agreeing = Voorstel
portal-station-implementing = Oplossing
portal-station-rolling-out = Oplossing
portal-station-verifying = Controle
portal-station-resolved = Opgelost
portal-station-reviewing = Opgelost
portal-station-closed = Gesloten
portal-station-cancelled = Vervallen

portal-party-service-desk = Onze servicedesk
portal-party-development = Onze ontwikkelaars
portal-party-incident-manager = Onze servicemanager
portal-party-account = Onze accountmanager
portal-party-client = U
portal-party-supplier = De leverancier

# Melden.
portal-report-about = Met een paar gewone vragen kunnen wij u meteen helpen. U krijgt een nummer en ziet hier wat er gebeurt.
portal-follow-up = Een vervolg melden
portal-follow-up-of = Een vervolg op { $number }: { $summary }
portal-follow-up-about = { $number } is gesloten, en de tijd om het te heropenen is voorbij. Is het terug, of is er nog iets? Meld een vervolg: dan zien wij meteen wat er eerder was.
portal-follow-up-kept = { $number } is gesloten en kan niet meer worden heropend; een bericht zou daar door niemand worden gelezen. Uw woorden staan hieronder: verstuur ze als een vervolg.
portal-is-follow-up-of = Dit is een vervolg op
portal-is-followed-up-by = Hierop kwam een vervolg
portal-waits = Wij wachten op
portal-waits-supplier = een leverancier
portal-waits-change-window = het moment waarop de wijziging mag worden gedaan
portal-waits-internal = een collega van ons
portal-waits-until = { $what }, tot { $until }
portal-now-waits = Wij wachten op { $what }.
portal-known = Is het al bekend?
portal-known-about = Deze incidenten staan open. U kunt bij een daarvan iets toevoegen.
portal-not-yet = Uw melding is nog niet verstuurd
portal-not-yet-about = Kijkt u naar wat hieronder is aangegeven. Wat u typte is bewaard.
portal-kind = Waar gaat het over?
portal-kind-incident = Er werkt iets niet
portal-kind-about-incident = Een storing, een fout, of iets is te traag.
portal-kind-question = Ik heb een vraag
portal-kind-about-question = Hoe iets werkt, of wat iets betekent.
portal-kind-request = Ik wil graag iets
portal-kind-about-request = Een wijziging, een account, een instelling.
portal-summary = Wat is er aan de hand, in één regel?
portal-summary-hint = Bijvoorbeeld: klanten kunnen niet bestellen.
portal-impact = Kunnen uw gebruikers nog verder?
portal-impact-1 = Nee, niemand
portal-impact-about-1 = Hij doet het voor niemand, of er zijn gegevens kwijt of in verkeerde handen.
portal-impact-2 = Gedeeltelijk
portal-impact-about-2 = Een belangrijk deel doet het niet, of een groep mensen heeft er last van.
portal-impact-3 = Ja
portal-impact-about-3 = Eén persoon heeft er last van, of het ziet er alleen verkeerd uit.
portal-urgency = Kan het wachten?
portal-urgency-1 = Nee, ons werk ligt stil
portal-urgency-about-1 = Er is geen andere manier, of er is haast bij.
portal-urgency-2 = Even
portal-urgency-about-2 = Het hindert ons, maar wij hebben een omweg gevonden.
portal-urgency-3 = Ja
portal-urgency-about-3 = Het hindert ons nu niet.
portal-details = Wat hebt u gezien?
portal-details-hint = Wat deed u, wat gebeurde er, sinds wanneer, en bij wie? Laat wachtwoorden weg.
portal-report-send = Verstuur de melding
portal-say-kind = Kies waar het over gaat.
portal-say-summary = Schrijf in één regel wat er aan de hand is.
portal-say-shorter = Houd het onder { $count } tekens.
portal-say-answers = Beantwoord de twee vragen hierboven: dan weten wij hoe snel wij moeten zijn.

# Eén incident.
portal-done-reported = Dank u. Wij hebben uw melding; hieronder ziet u wat ermee gebeurt.
portal-done-replied = Uw bericht is verstuurd.
portal-done-agreed = Dank u. U gaf akkoord op het voorstel en wij gaan verder.
portal-done-refused = Wij hebben gelezen dat u niet akkoord gaat. Wij zoeken een andere weg.
portal-done-confirmed = Dank u voor uw bevestiging.
portal-done-reopened = Wij kijken er opnieuw naar.
portal-stale = Er is iets veranderd terwijl u dit bekeek. Hieronder ziet u hoe het nu is; wat u typte is bewaard.
portal-approval = Gaat u akkoord met ons voorstel?
portal-approval-ask = Wilt u eerst iets vragen? Schrijf ons hieronder; het voorstel blijft staan.
portal-agree = Ik ga akkoord
portal-refuse = Ik ga niet akkoord
portal-refuse-reason = Waarom niet?
portal-refuse-hint = Met uw reden zoeken wij een andere weg.
portal-remark = Uw opmerking
portal-remark-hint = Als u wilt.
portal-deciders = De beslissing is aan { $names }.
portal-confirmation = Is het voor u opgelost?
portal-confirm-about = Wij denken dat het is opgelost. Ziet u dat ook?
portal-confirm = Ja, het is opgelost
portal-not-solved = Nee, het is niet opgelost
portal-not-solved-reason = Wat gaat er nog mis?
portal-is-down = Het werkt opnieuw helemaal niet
portal-answer = Wij hebben een vraag aan u
portal-answer-now = Antwoorden
portal-at-a-glance = In één oogopslag
portal-holder = Wie is aan zet
portal-next-update = Volgend bericht van ons
portal-next-update-late = beloofd voor { $at }; het is te laat, onze excuses
portal-priority = Prioriteit
portal-reported = Gemeld
portal-restored = Werkt het weer?
portal-restored-at = ja, sinds { $at }
portal-restored-not-yet = ons nog niet bekend
portal-story = Wat er gebeurde en wat er is gezegd
portal-solution = Wat wij voorstellen
portal-risk = Wat er mis kan gaan
portal-rollback = Hoe wij het terugdraaien
portal-test-plan = Hoe wij het testen
portal-planned = Wanneer
portal-cause = Wat het was
portal-solved-by = Wat wij hebben gedaan
portal-prevention = Om herhaling te voorkomen
portal-reason = Reden
portal-reply = Schrijf ons
portal-reply-hint = Iedereen van uw organisatie die dit incident mag zien, leest mee.
portal-reply-send = Verstuur
portal-back = Is het probleem terug?
portal-back-about = Tot { $until } kunt u dit incident opnieuw openen. Meld daarna iets nieuws.

portal-now-first-answer = U krijgt een eerste antwoord vóór { $at }.
portal-now-planned = Het staat gepland voor { $at }.
portal-now-watched = Wij kijken tot { $at }.
portal-now-confirm = Horen wij niets, dan sluiten wij het { $at }.
portal-now-confirmed = U hebt bevestigd dat het is opgelost. Wij schrijven op wat wij ervan leerden en sluiten het.

portal-story-reported = meldde dit
portal-story-noted = { $who } noteerde dit voor u
portal-story-monitoring = Onze bewaking zag het probleem
portal-story-priority = De prioriteit is { $priority }
portal-story-holder = { $who } is aan zet
portal-story-step = Nu: { $step }
portal-story-deferred = Wij gaan { $at } verder, zoals afgesproken
portal-story-waiting = Wij wachten op uw antwoord
portal-story-promised = volgend bericht { $at }
portal-story-call = sprak met { $with }
portal-story-said-by-mail = Een bericht aan u per mail, dat ook over een andere applicatie ging.
portal-story-proposal = stelde een oplossing voor
portal-story-agreed = { $who } ging akkoord met het voorstel
portal-story-refused = { $who } ging niet akkoord met het voorstel
portal-story-rolled-out = De oplossing is doorgevoerd. Wij kijken of het goed gaat.
portal-story-restored = Het werkt weer
portal-story-resolved = Het is opgelost
portal-story-confirmed = { $who } bevestigde dat het is opgelost
portal-story-prevention = Wij doen iets om herhaling te voorkomen, vóór { $on }
portal-story-closed = Gesloten
portal-story-closed-by-silence = Gesloten, omdat wij geen bezwaar hoorden
portal-story-cancelled = Beëindigd: { $how }
portal-story-reopened = { $who } opende het opnieuw

# Voorkeuren.
portal-me-language = Taal
portal-me-language-of = Taal van deze pagina's en van onze brieven
portal-me-language-hint = De gebruikelijke is die van uw organisatie.
portal-me-usual = De gebruikelijke
portal-me-own-name = Nederlands
portal-me-keep = Bewaar
portal-me-language-kept = Vanaf nu gebruiken wij deze taal.

portal-agreed = Wat wij met u hebben afgesproken
portal-agreement-of = Wat wij voor { $application } hebben afgesproken
portal-agreement-for = Zoals beloofd voor
portal-agreement-shown = wat u hier leest
portal-agreement-line = { $name }, versie { $version }
portal-agreement-part = Voor { $part }
portal-no-agreement = Hiervoor is niets afgesproken
portal-no-agreement-next = Vraag het ons gerust; wij leggen het graag met u vast.
