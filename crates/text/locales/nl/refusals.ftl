# Waarom iets niet is uitgevoerd, en hoe het verder kan.

refusal-no-such-move = Een incident in stap “{ $from }” kan niet naar “{ $to }”.
refusal-guarded = Voordat dit naar “{ $to }” kan, ontbreekt er nog iets.
refusal-not-now = Dit kan niet zolang het incident in stap “{ $at }” is.
refusal-missing = Vul nog in: { $what }.
refusal-already-yours = U bent bij dit incident al aan zet.
refusal-no-offer = Dit incident is op dit moment aan niemand aangeboden.
refusal-nobody-there = Bij { $party } is niemand die het kan aannemen. Kies een andere partij, of voeg eerst iemand toe.
refusal-other-proposal = Het voorstel is intussen gewijzigd. Versie { $current } ligt nu voor; lees die eerst.
refusal-no-proposal = Er ligt geen voorstel meer voor.
refusal-still-red = De controle die misging is nog niet groen. Wacht tot dat zo is, of zoek wat er nog mis is.
refusal-wrong-time = Dat tijdstip kan niet: { $why }.
refusal-foreign-evidence = Dit bewijs hoort bij een ander incident.
refusal-too-late = De tijd om dit te heropenen is voorbij. Open een nieuw incident dat hiernaar verwijst.
refusal-already = Er is niets te doen: het is al zo.
refusal-unknown = Onbekend: { $what } “{ $key }”.

missing-the-person-who-takes-it = wie het neemt
missing-the-reason = de reden
missing-the-reason-for-a-lower-priority = de reden voor een lagere prioriteit
missing-the-question-to-the-development-team = de vraag aan het ontwikkelteam
missing-the-summary = de samenvatting
missing-the-report = de melding
missing-the-text = de tekst
missing-the-title = de titel
missing-with-whom-you-spoke = met wie u sprak
missing-what-was-said = wat er is gezegd
missing-what-was-found = wat er is gevonden
missing-the-solution = de oplossing
missing-what-was-rolled-out = wat er is uitgerold
missing-the-proof = het bewijs
missing-the-cause = de oorzaak
missing-the-report-to-the-client = de terugkoppeling aan de klant
missing-a-report-that-the-client-can-read = een terugkoppeling die de klant kan lezen
missing-the-preventive-action = de preventieve maatregel

wrong-time-the-next-update-is-promised-in-the-past = de volgende update is in het verleden beloofd
wrong-time-the-reminder-lies-in-the-past = de herinnering ligt in het verleden
wrong-time-the-call-lies-in-the-future = het gesprek ligt in de toekomst
wrong-time-the-call-was-before-the-report = het gesprek was vóór de melding
wrong-time-a-call-can-be-logged-until-24-hours-afterwards = een gesprek kan tot 24 uur later worden genoteerd

unknown-client = klant
unknown-person = persoon
unknown-component = onderdeel
unknown-application = applicatie
missing-who-of-the-client-consented--and-how = wie van de klant akkoord gaf, en hoe
