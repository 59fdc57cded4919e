# Stappen en fasen van de route. `step-` leest de desk, `step-client-` leest de klant.

step-reported = Gemeld
step-assigning = Actie: wie?
step-investigating = In onderzoek
step-developing = Bij ontwikkeling
step-agreeing = Akkoord gevraagd
step-implementing = Oplossing maken
step-rolling-out = Uitrollen
step-verifying = Controle in productie
step-resolved = Opgelost
step-reviewing = Terugblik
step-closed = Gesloten
step-cancelled = Vervallen

step-client-reported = Gemeld
step-client-assigning = Actie: wie?
step-client-investigating = In onderzoek
step-client-developing = In behandeling bij ontwikkeling
step-client-agreeing = Voorstel — uw akkoord gevraagd
step-client-implementing = Oplossing wordt doorgevoerd
step-client-rolling-out = Oplossing wordt doorgevoerd
step-client-verifying = Controle in productie
step-client-resolved = Opgelost — bevestigt u?
step-client-reviewing = Opgelost
step-client-closed = Gesloten
step-client-cancelled = Vervallen

# Wat de stap voor de klant betekent, in één zin.
step-about-reported = Het is bij ons bekend. Wij kijken er nu naar.
step-about-assigning = Wij bepalen wie dit het best kan oplossen.
step-about-investigating = Wij zoeken de oorzaak.
step-about-developing = De ontwikkelaars werken eraan.
step-about-agreeing = Er ligt een voorstel. Wij gaan verder zodra er akkoord is.
step-about-implementing = De oplossing wordt gemaakt en getest.
step-about-rolling-out = De oplossing wordt doorgevoerd.
step-about-verifying = De oplossing is doorgevoerd. Wij kijken of het goed blijft gaan.
step-about-resolved = Het is opgelost. Laat u ons weten of u het daarmee eens bent?
step-about-reviewing = Het is opgelost. Wij kijken terug op wat er gebeurde.
step-about-closed = Het is afgerond.
step-about-cancelled = Wij werken hier niet meer aan.

phase-report = Melding
phase-action-who = Actie: wie?
phase-investigation = Onderzoek
phase-development = Ontwikkelteam
phase-solution = Oplossing
phase-close = Terugkoppeling en afsluiting
