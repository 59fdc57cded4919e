# Klokken: wat is beloofd, hoe een klok staat, en waarom.

metric-reaction = Reactie
metric-update = Update
metric-next-reply = Antwoord
metric-restore = Herstel
metric-resolution = Oplossing

# Hetzelfde in een zin.
metric-in-reaction = de reactietijd
metric-in-update = de tijd tussen updates
metric-in-next-reply = de antwoordtijd
metric-in-restore = de hersteltijd
metric-in-resolution = de oplostijd

metric-about-reaction = Van de melding tot het eerste antwoord van een mens.
metric-about-update = Van het ene bericht aan de klant tot het volgende.
metric-about-next-reply = Van het oudste bericht van de klant zonder antwoord tot dat antwoord.
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
pause-us = wacht op ons
# Waar we op wachten terwijl de klokken doorlopen.
awaits-supplier = wachten op { $party }
awaits-change-window = wachten op het wijzigingsvenster
awaits-internal = wachten op iets in eigen huis
# Hetzelfde voor de klant.
pause-to-you-client = wachten op u
pause-to-you-client-party = wachten op uw leverancier
pause-to-you-agreed-deferral = uitgesteld met uw akkoord
pause-to-you-us = wacht op ons

# Waarom een klok staat waar hij staat, regel voor regel.
clock-line-not-started = Nog niet begonnen; { $promised } beloofd
clock-line-started = Begonnen { $at } { $cause }; { $promised } beloofd voor { $priority }
clock-line-agreed = Volgens de afspraak { $agreement }, versie { $version }
clock-line-agreed-later = Volgens de afspraak { $agreement }, versie { $version }: bekend sinds { $at }, geldig vanaf het begin
clock-line-voided = Het antwoord van { $sent } heeft niemand bereikt, zo bleek { $at }; het telt niet
clock-line-voided-you = Ons antwoord van { $sent } heeft u niet bereikt, zo bleek { $at }; het telt niet
clock-line-counted = { $range }: { $spent } gebruikt
clock-line-ahead = { $range }: { $spent } telt nog mee
clock-line-skipped = { $days }: { $reason }, telt niet mee
clock-line-paused = { $range }: gepauzeerd, { $why }; { $spared } telde niet mee
clock-line-paused-outside = { $range }: gepauzeerd buiten openingstijd, { $why }
clock-line-paused-still = Gepauzeerd sinds { $from }, { $why }
# Hetzelfde voor de klant.
clock-line-paused-you = { $range }: gepauzeerd { $spared }: { $why }
clock-line-paused-outside-you = { $range }: gepauzeerd buiten openingstijd: { $why }
clock-line-paused-still-you = Gepauzeerd sinds { $from }: { $why }
clock-line-held = { $holder } was aan zet
clock-line-reopened-by = heropend door { $who }
clock-line-changed-by = gezet door { $who }
clock-line-reason = { $said }: { $reason }
clock-line-moved = de uiterste tijd ging van { $from } naar { $to }
clock-line-hours = { $at }: andere openingstijden gingen in, in de kalender { $calendar }
clock-line-folded = { $range }: { $parts }
clock-line-left = { $time } over
clock-line-shares = Van wat is gebruikt, verstreek bij { $shares }
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

# Waardoor een klok begon, en welk moment daarvan telt.
clock-cause-report = met de melding
clock-cause-portal = met de melding in het portaal, toen die binnenkwam
clock-cause-desk = met de melding aan de desk
clock-cause-mail = met de melding per e-mail, toen die onze mailserver bereikte
clock-cause-phone = met het telefoongesprek, toen dat begon
clock-cause-api = met de melding via de API, toen die binnenkwam
clock-cause-monitoring = met de melding van de bewaking, zodra die was bevestigd
clock-cause-word = met ons bericht aan de klant
clock-cause-word-to-you = met ons bericht aan u
clock-cause-down-again = toen de dienst weer uitviel
clock-cause-reopened = toen het werd heropend
clock-cause-engaged = toen de partij werd ingeschakeld
clock-cause-unknown = met wat er toen gebeurde

# Een maand midden in een lang verhaal.
clock-fold-counted = { $time } gebruikt
clock-fold-ahead = { $time } telt nog mee
clock-fold-paused = { $count ->
    [one] één keer gepauzeerd, { $spared } telde niet mee
   *[other] { $count } keer gepauzeerd, { $spared } telde niet mee
}
clock-fold-changes = { $count ->
    [one] één wijziging van doel of openingstijden
   *[other] { $count } wijzigingen van doel of openingstijden
}
clock-fold-closed = gesloten wegens { $names }

# De korte versie, voor brieven.
clock-essence-used = Tot nu toe { $used } gebruikt
clock-essence-paused = { $count ->
    [one] Tot nu toe { $used } gebruikt; één keer gepauzeerd, { $spared } telde niet mee
   *[other] Tot nu toe { $used } gebruikt; { $count } keer gepauzeerd, { $spared } telde niet mee
}
clock-essence-closed = { $count ->
    [one] { $told }; { $days } telt niet mee
   *[other] { $told }; { $days } tellen niet mee
}

clock-share = { $holder } ({ $used })
clock-side-us = ons
clock-side-you = u
clock-side-supplier = een leverancier

# Waarom een klok stilstond, verteld aan de klant.
paused-you-client = wij wachtten op u
paused-you-client-party = wij wachtten op uw leverancier
paused-you-agreed-deferral = uitgesteld met uw akkoord
paused-you-us = er werd op ons gewacht
pausing-you-us = er wordt op ons gewacht
pausing-you-client = wij wachten op u
pausing-you-client-party = wij wachten op uw leverancier
pausing-you-agreed-deferral = uitgesteld met uw akkoord
