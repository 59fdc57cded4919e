# Matrices van verantwoordelijkheden: de lijst, één ervan en het concept.

matrices-title = Verantwoordelijkheden
matrices-about = Wie elke activiteit doet, ervoor instaat, om raad wordt gevraagd en wordt ingelicht. De meest specifieke matrix die de regel heeft, bepaalt wie.
matrices-none = Er is nog geen matrix
matrices-none-next = Zonder matrix wordt niemand gevraagd volgens een afspraak. Begin er een zoals gebruikelijk.
matrices-new = Nieuwe matrix
matrices-stale = Iemand anders heeft dit concept bewaard sinds u keek. { $edited }. Kijk het opnieuw na voor het geldt.
matrices-retired-meanwhile = Hij is ingetrokken sinds dit concept begon. Gooi het concept weg of begin een nieuwe matrix.
matrices-new-about = Hij begint als concept. Niemand wordt erdoor gevraagd tot u hem activeert.
matrices-key-hint = Kort, voor bestanden en adressen: kleine letters, cijfers en streepjes. Dit blijft zo.
matrices-wrong-key = Gebruik kleine letters, cijfers en streepjes, zoals in “molen-hosting”.
matrices-taken = Er is al een matrix of een concept met deze sleutel.
matrices-where = Waar hij geldt
matrices-where-about = Laat open wat er niet toe doet. Dit blijft zoals het hier is gekozen.
matrices-any-client = Alle klanten
matrices-any-application = Alle applicaties
matrices-any-component = Alle onderdelen
matrices-no-such-place = Dit hoort niet bij elkaar, of het is er niet meer. Kies opnieuw.
matrices-like = Begin zoals
matrices-like-usual = gebruikelijk: alle regels ingevuld
matrices-like-supplier = gebruikelijk waar de oplossing bij een leverancier van ons ligt
matrices-like-client-supplier = gebruikelijk waar de oplossing bij een leverancier van de klant ligt
matrices-like-nothing = niets: alle regels komen uit algemenere matrices
matrices-rows = { $count ->
    [one] één eigen regel
   *[other] { $count } eigen regels
}
matrices-errors = { $count ->
    [one] één fout
   *[other] { $count } fouten
}
matrices-warnings = { $count ->
    [one] één waarschuwing
   *[other] { $count } waarschuwingen
}
matrices-name = Naam
matrices-own = eigen regel
matrices-from = uit { $name }
matrices-nobody-says = geen matrix heeft deze regel
matrices-cell = { $activity }: { $party }
matrices-not-letters = “{ $text }” zijn geen letters. Gebruik R, A, C, I of R/A; R1 voor wie begint, C met een uitroepteken voor raad waarop wordt gewacht.
matrices-how = Typ R, A, C, I of R/A. R1 begint als er meer zijn die het doen; C met een uitroepteken moet antwoorden voor het verdergaat. Een regel die leeg blijft, komt uit de matrix die ernaast staat; de letters daarvan staan er grijs. Met de pijltjes gaat u van vak naar vak.
matrices-take = Overnemen
matrices-take-about = Vul { $activity } in zoals { $name } het heeft
matrices-leave = Weglaten
matrices-leave-about = Maak { $activity } leeg, zodat die uit { $name } komt
matrices-add = Nog een partij
matrices-add-do = Kolom toevoegen
matrices-csv = Als bestand
matrices-csv-take = Een bestand overnemen
matrices-csv-about = Regels met activiteit;partij;letters, zoals een rekenblad ze bewaart. Alle regels van het concept worden vervangen.
matrices-csv-lines = Regels
matrices-csv-wrong = Er is niets overgenomen
matrices-save = Concept bewaren
matrices-save-review = Bewaren en nakijken
matrices-draft = Concept
matrices-draft-about = Niemand wordt erdoor gevraagd tot u het activeert.
matrices-unread = Sommige letters zijn niet begrepen; er is niets bewaard
matrices-review = { $name }: voordat hij geldt
matrices-is-new = Het is een nieuwe matrix.
matrices-touched = Applicaties waarvoor hij geldt
matrices-serves-none = Hij geldt nu voor geen enkele applicatie.
matrices-new-only = Hij geldt voor incidenten die vanaf dan worden gemeld. Lopende houden de matrix waaronder ze zijn gemeld.
matrices-not-activated = Hij geldt nog niet: herstel eerst de fouten.
matrices-done-activated = De nieuwe versie geldt voor incidenten die vanaf nu worden gemeld.
matrices-done-discarded = Het concept is opgegeven.
matrices-done-retired = Hij geldt niet meer voor nieuwe incidenten; hun regels komen uit algemenere matrices.
matrices-retire = Intrekken
matrices-retire-sure = { $name } intrekken? De regels komen dan uit algemenere matrices.
matrices-not-retired = Intrekken ging niet
matrices-is-old = Dit is een eerdere versie; die geldt niet meer.
matrices-is-retired = Deze matrix is ingetrokken.
matrices-changed = Wat anders is dan in versie { $version }
matrices-signed = Akkoord

matrix-change-name = De naam: { $from } wordt { $to }
matrix-change-scope = Hij geldt op een andere plaats.
matrix-change-left = { $activity }: hij heeft hiervoor geen regel meer
matrix-change-cell = { $activity }, { $party }: { $from } wordt { $to }
matrix-change-new = { $activity }, { $party }: { $to } is nieuw
matrix-change-gone = { $activity }, { $party }: niet langer { $from }

# Wat er zou gebeuren: een matrix uitgeprobeerd.
try-title = Wat er zou gebeuren
try-about = Zoals het nu is afgesproken. Door te kijken gebeurt er niets.
try-at = Gemeld op
try-wrong-at = Dit moment bestaat niet.
try-do = Kijken
try-first = Wie het als eerste hoort
try-rung = { $at }: { $name }, per mail
try-rung-about = tot iemand het heeft opgepakt
try-nobody-first = Niemand hoort het vanzelf.
try-promised = Wat is beloofd voor { $priority }
try-due = { $metric }: tot { $at }
try-never = { $metric }: nooit, want er zijn geen openingstijden
try-nothing-promised = Er is niets voor beloofd.
try-supplier = De leverancier
try-supplier-open = { $name } is dan open volgens het contract.
try-supplier-closed = { $name } is dan dicht volgens het contract en gaat open { $at }.
try-supplier-never = { $name } is volgens het contract nooit open.
try-supplier-no-contract = { $name } heeft hier geen contract, dus de uren zijn niet bekend.
try-who = Wie wat doet
try-does = Doet het
try-answers = Staat ervoor in
try-asked = Wordt om raad gevraagd
try-told = Wordt ingelicht
try-sees-supplier = Een leverancier ziet wat met hem is gedeeld, en nooit een interne notitie of de woorden van een andere leverancier.
try-sees-client = Mensen van de klant zien wat tegen de klant is gezegd.
try-nobody = er is niemand
