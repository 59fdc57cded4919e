# Wat mensen mogen, en wat partijen voor een activiteit zijn.

role-administrator = Beheerder
role-manager = Servicemanager
role-engineer = Supportmedewerker
role-developer = Ontwikkelaar
role-client = Contactpersoon van de klant

letter-r = Uitvoerend
letter-a = Eindverantwoordelijk
letter-c = Geraadpleegd
letter-i = Geïnformeerd

letter-about-r = Voert het uit, en is aan zet na aannemen.
letter-about-a = Is er verantwoordelijk voor en keurt het goed.
letter-about-c = Wordt om advies gevraagd.
letter-about-i = Wordt op de hoogte gehouden.

activity-receive-and-register = Ontvangen en registreren
activity-first-response = Eerste reactie aan de klant
activity-classify = Classificeren
activity-live-status = Actuele status bijhouden
activity-assign-holder = Actie: wie? Bepalen wie aan zet is
activity-engage-supplier = Leverancier inschakelen
activity-investigate = Onderzoeken: statuspagina's, logs, wijzigingen
activity-supply-evidence = Logs, gegevens en toegang leveren
activity-restore = Omweg of herstel
activity-second-line-analysis = Analyse door de tweede lijn
activity-build-fix = Oplossing bouwen
activity-agree-fix = Oplossing afstemmen
activity-inform-stakeholders = Belanghebbenden informeren
activity-implement-and-test = Uitvoeren en testen
activity-approve-release = Uitrol goedkeuren
activity-roll-out = Uitrollen naar productie
activity-verify-in-production = Controleren in productie
activity-report-back = Terugkoppelen
activity-confirm-and-close = Bevestigen en sluiten
activity-review = Terugblik
activity-prevent = Preventieve maatregelen
