# Wat aan de deuren wordt gezegd: aanmelden en afmelden, wachtwoorden, en pagina's die zeggen wat er misging.

problem-home = Naar de eerste pagina
problem-number = Nummer van het verzoek: { $number }. Noem het als u ons hierover iets vraagt.

problem-not-signed-in-title = Meld u eerst aan
problem-not-signed-in-text = U bent niet aangemeld, of u bent intussen afgemeld.
problem-no-token-title = Er is een token nodig
problem-no-token-text = Dit adres is bedoeld voor programma's met een token.
problem-denied-title = Dit is niet voor u toegankelijk
problem-denied-text = Uw account mag dit niet. Vraag een beheerder als u denkt dat het wel zou moeten.
problem-cross-site-title = Dit kwam van elders
problem-cross-site-text = Uw browser zegt dat een andere site dit verzoek stuurde. Open de pagina hier en probeer het opnieuw.
problem-not-found-title = Hier is niets
problem-not-found-text = Wat u zoekt bestaat niet, of u mag het niet zien.
problem-wrong-method-title = Dit kan hier niet
problem-wrong-method-text = Het adres bestaat, maar niet hiervoor. Ga terug en probeer het opnieuw vanaf de pagina.
problem-malformed-title = Dit kon niet worden gelezen
problem-malformed-text = Wat is verstuurd kon niet worden gelezen. Ga terug en probeer het opnieuw.
problem-unreadable-title = Dit kon niet worden gelezen
problem-unreadable-text = Er ontbrak iets, of er is iets niet begrepen. Ga terug en probeer het opnieuw.
problem-not-json-title = Dit kon niet worden gelezen
problem-not-json-text = Wat is verstuurd heeft niet de vorm die hier wordt verwacht.
problem-too-large-title = Dit is te groot
problem-too-large-text = Er kan ten hoogste 1 MB tegelijk worden verstuurd. Laat iets weg en probeer het opnieuw.
problem-too-often-title = Te veel pogingen
problem-too-often-text = Voor uw veiligheid wachten we even voor de volgende poging. Probeer het over een minuut opnieuw.
problem-refused-title = Dit kan nu niet
problem-stale-title = Het is intussen veranderd
problem-stale-text = Iemand anders heeft dit veranderd terwijl u ernaar keek. Ga terug, kijk er opnieuw naar en beslis dan.
problem-busy-title = Het is op dit moment te druk
problem-busy-text = Er is niets veranderd. Probeer het over een paar seconden opnieuw.
problem-broken-title = Er ging bij ons iets mis
problem-broken-text = Het is onze fout, en die is vastgelegd. Probeer het later opnieuw.

signin-title = Aanmelden
signin-email = E-mailadres
signin-password = Wachtwoord
signin-button = Aanmelden
signin-forgotten = Wachtwoord vergeten?
signin-wrong = Het adres en het wachtwoord horen niet bij elkaar. Controleer beide, of kies een nieuw wachtwoord.
signin-locked = Te veel pogingen voor dit account. Probeer het opnieuw na { $at }.
signin-signed-out = U bent afgemeld.

password-forgotten-title = Een nieuw wachtwoord kiezen
password-forgotten-text = Vul uw adres in. Als het hier bekend is, sturen we u een link om een nieuw wachtwoord te kiezen.
password-forgotten-button = Link sturen
password-forgotten-sent = Als dit adres hier bekend is, is er een link onderweg. Die is kort geldig en werkt één keer.
password-back = Terug naar aanmelden

password-new-title = Kies uw wachtwoord
password-new-for = Voor { $email }
password-new = Nieuw wachtwoord
password-again = Nog een keer hetzelfde
password-current = Uw wachtwoord tot nu toe
password-hint = Ten minste { $count } tekens. Een zin is een goed wachtwoord.
password-new-button = Wachtwoord instellen
password-unequal = Beide moeten gelijk zijn.
password-current-wrong = Dit is niet uw wachtwoord tot nu toe.
password-too-short = Ten minste { $count } tekens, alstublieft.
password-too-long = Ten hoogste { $count } tekens, alstublieft.
password-own-name = Gebruik liever niet uw eigen naam of adres.
password-monotonous = Gebruik meer verschillende tekens.
password-changed = Uw wachtwoord is gewijzigd. Elders bent u afgemeld.
password-link-void-title = Deze link werkt niet meer
password-link-void-text = De link is al gebruikt of te oud. U kunt een nieuwe aanvragen.

first-title = Welkom bij Piket
first-text = U bent hier de eerste. Vul in wie u bent; u wordt de beheerder.
first-name = Uw naam
first-name-wrong = Een naam heeft 1 tot 100 tekens.
first-email-wrong = Vul een e-mailadres in dat niet van een klant is.
first-button = Beginnen

me-title = Voorkeuren
me-password = Wachtwoord
me-sessions = Waar u bent aangemeld
me-sessions-text = Meld u elders af als u een van deze niet kent.
me-session-this = deze
me-session-since = sinds { $at }
me-session-seen = laatst gezien { $at }
me-session-end-others = Overal elders afmelden
me-change = Wachtwoord wijzigen
me-language = Taal
me-language-of = Taal van deze pagina's en van brieven aan u
me-language-usual = Die van het huis
me-language-name = Nederlands
me-language-keep = Bewaren
