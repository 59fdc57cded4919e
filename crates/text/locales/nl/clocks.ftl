# Klokken: wat is beloofd, hoe een klok staat, en waarom.

metric-reaction = Reactie
metric-update = Update
metric-restore = Herstel
metric-resolution = Oplossing

# Hetzelfde in een zin.
metric-in-reaction = de reactietijd
metric-in-update = de tijd tussen updates
metric-in-restore = de hersteltijd
metric-in-resolution = de oplostijd

metric-about-reaction = Van de melding tot het eerste antwoord van een mens.
metric-about-update = Van het ene bericht aan de klant tot het volgende.
metric-about-restore = Van de melding tot de dienst weer werkt.
metric-about-resolution = Van de melding tot de oplossing in productie is bewezen en teruggekoppeld.

clock-state-not-started = nog niet begonnen
clock-state-running = loopt
clock-state-paused = gepauzeerd
clock-state-met = gehaald
clock-state-missed = overschreden
clock-state-cancelled = beëindigd
clock-state-never-due = geen openingstijden

tier-gold = Goud
tier-silver = Zilver
tier-bronze = Brons

pause-client = wachten op de klant
pause-client-party = wachten op de leverancier van de klant
pause-agreed-deferral = uitgesteld met akkoord van de klant
# Hetzelfde voor de klant.
pause-to-you-client = wachten op u
pause-to-you-client-party = wachten op uw leverancier
pause-to-you-agreed-deferral = uitgesteld met uw akkoord

# Waarom een klok staat waar hij staat, regel voor regel.
clock-line-not-started = Nog niet begonnen; { $promised } beloofd
clock-line-started = Begonnen { $at }; { $promised } beloofd
clock-line-counted = { $range }: { $spent } gebruikt
clock-line-ahead = { $range }: { $spent } telt nog mee
clock-line-skipped = { $days }: { $reason }, telt niet mee
clock-line-paused = { $range }: gepauzeerd, { $why }; { $spared } telde niet mee
clock-line-paused-outside = { $range }: gepauzeerd buiten openingstijd, { $why }
clock-line-paused-still = Gepauzeerd sinds { $from }, { $why }
clock-line-stopped = { $range }: stond stil; { $spared } telde niet mee
clock-line-target-set = { $at }: door { $priority } is { $to } beloofd
clock-line-target-changed = { $at }: door { $priority } ging de belofte van { $from } naar { $to }; { $used } was gebruikt
clock-line-outside = Nu gesloten; er telt niets mee
clock-line-outside-until = Gesloten tot { $until }; er telt niets mee
clock-line-never-open = De kalender { $calendar } is nooit open. Iemand moet ernaar kijken.
clock-line-due = Uiterlijk { $at }
clock-line-limit = Op tijd tot { $at }, want de uren ertussen zijn gesloten
clock-line-word-promised = Een update was beloofd voor { $at }
clock-line-overdue = Te laat sinds { $since }: { $by } over de tijd
clock-line-met = Gehaald { $at } met { $used } gebruikt
clock-line-missed = Overschreden: gestopt { $at } met { $used } gebruikt
clock-line-cancelled = Beëindigd { $at } zonder uitkomst, { $used } gebruikt

day-closed-weekday = geen openingstijd
day-closed-date = gesloten
day-exception = die dag gesloten
day-opening-hours = open
