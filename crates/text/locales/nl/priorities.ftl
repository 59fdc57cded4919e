# Prioriteit, en de impact en urgentie waaruit zij volgt.

priority-1 = P1 · kritiek
priority-2 = P2 · hoog
priority-3 = P3 · normaal
priority-4 = P4 · laag
priority-5 = P5 · als er tijd is

impact = Impact
impact-1 = Hoog
impact-2 = Gemiddeld
impact-3 = Laag
impact-about-1 = Ligt stil voor iedereen, of gegevens, veiligheid of privacy zijn geraakt.
impact-about-2 = Een belangrijke functie of een groep gebruikers is geraakt.
impact-about-3 = Eén gebruiker is geraakt, of het gaat alleen om het uiterlijk.

urgency = Urgentie
urgency-1 = Hoog
urgency-2 = Gemiddeld
urgency-3 = Laag
urgency-about-1 = Het werk ligt stil of een harde deadline is dichtbij, en er is geen omweg.
urgency-about-2 = Het werk wordt gehinderd, maar er is een omweg.
urgency-about-3 = Het kan wachten.
