# Correcties, verontschuldigingen, samengevoegde en gekoppelde incidenten.

# Wat er gecorrigeerd wordt, in een paar woorden.
corrected-breach = verontschuldiging voor { $metric }: { $excuse }
corrected-reported-at = ontvangen { $new }, niet { $old }
corrected-responded-at = eerste reactie { $new }, niet { $old }
corrected-restored-at = dienst hersteld { $new }, niet { $old }
corrected-outage-start = storing begon { $new }, niet { $old }
corrected-outage-end = storing eindigde { $new }, niet { $old }
corrected-calendar = agenda { $new } telt, niet { $old }

# Waarom een overschrijding niet meetelt.
excuse-client-caused = veroorzaakt door de klant
excuse-force-majeure = overmacht
excuse-measurement-error = meetfout
excuse-duplicate = elders geteld
excuse-agreed-exception = afgesproken uitzondering

# Wat er van een verzoek is geworden.
correction-standing-waiting = wacht op een besluit
correction-standing-approved = goedgekeurd
correction-standing-refused = niet goedgekeurd
correction-standing-withdrawn = ingetrokken

# Regels van de tijdlijn.
fact-correction-requested = { $who } vroeg correctie { $number } aan: { $what }
fact-correction-approved = { $who } keurde correctie { $number } goed
fact-correction-approved-alone = { $who } keurde correctie { $number } alleen goed, omdat niemand anders dat mag
fact-correction-refused = { $who } keurde correctie { $number } niet goed
fact-correction-withdrawn = { $who } trok correctie { $number } in
fact-breach-refuted = Toch geen overschrijding: { $metric } is gehaald, zoals regel { $by } laat zien
fact-merged-into = { $who } voegde dit samen met { $into }
fact-merge-undone = { $who } draaide de samenvoeging met { $from } terug
fact-absorbed = { $who } voegde { $number } hieraan toe
fact-released = { $who } draaide de samenvoeging van { $number } terug
fact-linked-parent = { $who } hing dit onder { $number }
fact-linked-child = { $who } hing { $number } hieronder
fact-linked-related = { $who } noteerde dat { $number } hierbij hoort
fact-linked-follow-up-of = Dit is een vervolg op { $number }
fact-linked-followed-up-by = { $number } is een vervolg op dit incident
fact-said-in-merged = { $who } schreef de klant in { $of }, toen dit daarmee was samengevoegd; het telt hier ook
fact-unlinked = { $who } maakte de koppeling met { $number } los
fact-children-told = { $who } liet de klanten van { $children } hetzelfde weten
fact-children-told-but = { $sentence }; niet bereikt: { $left }
fact-to-you-merged = Wij behandelen dit samen met { $into }
fact-to-you-merge-undone = Wij behandelen dit weer apart

# Pagina's.
corrections-title = Correcties
corrections-about = Wat verkeerd is vastgelegd, wordt naast het oorspronkelijke gegeven gecorrigeerd, nooit in plaats daarvan. Een tweede persoon beslist.
corrections-mine = Wacht op u
corrections-mine-none = Er wacht niets op uw besluit.
corrections-others = Wacht op anderen
corrections-decided = Besloten
corrections-decided-none = Er is nog niets besloten.
corrections-more = Ouder
corrections-incident = Incident
corrections-what = Correctie
corrections-asked-by = Gevraagd door
corrections-standing = Besluit
corrections-alone = alleen
corrections-of = Cijfers en correcties
corrections-figures = Zoals vastgelegd en zoals gecorrigeerd
corrections-promise = Afspraak
corrections-raw = Vastgelegd
corrections-corrected = Gecorrigeerd
corrections-same = hetzelfde
corrections-figure = { $state }, { $used } van { $promised }
corrections-excused = Verontschuldigd: { $excuse } (correctie { $number })
corrections-refuted = Geen overschrijding: op tijd gestopt, later genoteerd
corrections-one = Correctie { $number }
corrections-decision = { $who }, { $at }
corrections-decision-alone = { $who }, { $at }, alleen omdat niemand anders het mag
corrections-note = Een toelichting bij het besluit
corrections-note-alone = Niemand anders mag dit goedkeuren: waarom u het zelf doet
corrections-approve = Goedkeuren
corrections-refuse = Niet goedkeuren
corrections-withdraw = Intrekken
corrections-ask = Een correctie vragen
corrections-ask-about = Kies wat verkeerd is vastgelegd en zeg wat wel klopt.
corrections-refused = Dit kon niet worden gevraagd
corrections-object = Wat
corrections-object-breach = Een overschrijding verontschuldigen: { $metric }, uiterlijk { $due }
corrections-object-reported = Ontvangen { $at }
corrections-object-responded = Eerste reactie { $at }
corrections-object-restored = Dienst hersteld { $at }
corrections-object-outage-start = Storing begon { $at }
corrections-object-outage-end = Storing eindigde { $at }
corrections-object-calendar = Geteld met agenda { $calendar }
corrections-excuse = Waarom het verontschuldigd is
corrections-excuse-hint = Bij een overschrijding.
corrections-at = Het juiste tijdstip
corrections-at-hint = Bij een tijdstip.
corrections-calendar = De agenda die had moeten tellen
corrections-calendar-hint = Bij een agenda.
corrections-reason = Waarom
corrections-evidence = Bewijs ervoor
corrections-send = Aanvragen
corrections-done-asked = Gevraagd. Het telt zodra iemand anders het heeft goedgekeurd.
corrections-done-decided = Genoteerd.
corrections-wait = { $count ->
    [one] Een correctie wacht op uw besluit
   *[other] { $count } correcties wachten op uw besluit
}
together-title = Hoort bij elkaar
together-refused = Dit kon niet
together-merged-into = Samengevoegd met { $into }
together-merged-about = Het werk, de berichten en de alarmen gaan daar verder:
together-undo = Samenvoeging terugdraaien
together-undo-until = De samenvoeging kan worden teruggedraaid tot { $until }.
together-undo-over = De tijd om de samenvoeging terug te draaien is voorbij.
together-parts = Hiermee samengevoegd
together-owed = { $name } ({ $of }) heeft nog geen reactie; uiterlijk { $due }.
together-owed-anyhow = { $name } ({ $of }) heeft nog geen reactie.
together-owed-sign = Eerste woord verschuldigd
together-linked = Gekoppeld
together-is-parent = Hierboven
together-is-child = Hieronder
together-is-related = Hoort hierbij
together-is-follow-up-of = Vervolg op
together-is-followed-up-by = Vervolgd door
together-unlink = Koppeling met { $number } losmaken
together-tell = Alle klanten bijpraten
together-tell-about = Dezelfde woorden worden een eigen bericht in elk incident hieronder. Geen klant ziet dat anderen ook bericht krijgen, en het telt alleen als reactie waar het is verstuurd.
together-tell-words = De tekst
together-tell-hint = Noem geen klant en geen ander incident.
together-tell-parent = Ook { $client }, van dit incident zelf
together-tell-send = Versturen naar { $count ->
    [one] één incident
   *[other] { $count } incidenten
} hieronder
together-with = Samen met { $number }
together-merge = { $from } samenvoegen met { $into }
together-merge-do = Samenvoegen
together-will = Dit gebeurt er:
together-will-close = { $from } sluit als dubbele van { $into }. De klokken, herinneringen en escalaties daar stoppen.
together-will-start = { $into } telt vanaf de eerdere melding: { $at }.
together-will-tell = { $name } krijgt bericht en hoort voortaan over { $into }.
together-will-owe = { $name } heeft nog geen reactie: die blijft verschuldigd, in { $into }.
together-will-alert = De alarmen gaan mee; herhalingen komen bij { $into }.
together-will-undo = Het kan 24 uur worden teruggedraaid; daarna zijn beide alsof ze nooit samengevoegd waren.
together-reason = Waarom het hetzelfde is
together-other-client = Dit is een incident van een andere klant. Incidenten van twee klanten worden nooit samengevoegd; koppel ze onder een hoofdincident.
together-link = Of koppelen
together-link-about = Elk houdt zijn eigen klokken, berichten en lezers. Klanten zien alleen wat een vervolg is waarop.
together-link-parent = Dit onder { $number } hangen
together-link-child = { $number } hieronder hangen
together-link-related = Noteren dat ze bij elkaar horen
together-link-follow-up = Noteer dat dit een vervolg is op { $number }
together-find = Het andere zoeken
together-q = Nummer of woorden
together-q-hint = Zonder woorden: wat de klant open heeft staan.
together-search = Zoeken
together-none = Niets gevonden.
together-done-merge = Samengevoegd.
together-done-undo = De samenvoeging is teruggedraaid.
together-done-tell = Allen hebben bericht.
together-done-link = Genoteerd.
together-portal-merged = Wij behandelen dit samen met { $into }. Wat u hier schrijft, komt daar aan.
together-portal-there = Daar volgen
together-banner = Samengevoegd met { $into }; terug te draaien tot { $until }.
together-there = Daar verder
together-undo-short = Terugdraaien
together-line-part = { $number } is hiermee samengevoegd
together-go = Samenvoegen of koppelen
corrections-go = Correcties
