# Wat voor probleem het is.

nature-outage = Storing
nature-performance = Traag
nature-wrong-or-missing-data = Gegevens onjuist of weg
nature-functional-defect = Iets werkt niet
nature-security-privacy = Veiligheid of privacy
nature-certificate-dns = Certificaat of DNS
nature-external-service = Externe dienst
nature-access = Geen toegang
nature-question = Vraag

nature-about-outage = De applicatie geeft geen antwoord.
nature-about-performance = Het werkt, maar te langzaam.
nature-about-wrong-or-missing-data = Gegevens kloppen niet of ontbreken.
nature-about-functional-defect = Een functie doet niet wat zij moet doen.
nature-about-security-privacy = Iemand kan mogelijk zien of wijzigen wat niet van hem of haar is.
nature-about-certificate-dns = Een certificaat of een domeinnaam klopt niet.
nature-about-external-service = Een dienst buiten de applicatie werkt niet.
nature-about-access = Iemand kan niet inloggen of er niet bij.
nature-about-question = Iemand wil iets weten.
