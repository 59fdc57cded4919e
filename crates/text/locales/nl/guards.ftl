# Wat ontbreekt voordat een incident verder kan, en wat u dan doet.

guard-application-known = Het is niet bekend om welke applicatie het gaat. Kies de applicatie.
guard-classified = Aard, impact en urgentie ontbreken. Classificeer het incident.
guard-duplicates-looked-at = Niemand heeft gekeken of dit al bekend is. Bekijk de open incidenten van deze applicatie.
guard-holder-accepted = Er staat nog een aanbod open. Wacht tot het is aangenomen, of neem het incident zelf.
guard-client-told = De klant weet nog niet wie in actie komt. Schrijf de klant.
guard-finding-with-evidence = Er is geen bevinding met bewijs. Noteer wat u vond en voeg minstens één bewijsstuk toe.
guard-cause-known = De oorzaak is niet bekend. Noteer een bevinding en merk haar aan als oorzaak.
guard-proposed = Er is geen voorstel. Stel een oplossing voor.
guard-proposal-complete = Het voorstel is niet volledig. Zeg wat er gebeurt, wat het risico is, hoe het wordt teruggedraaid en hoe het wordt getest.
guard-consented = De klant heeft nog geen akkoord gegeven op dit voorstel. Vraag akkoord, of noteer wat de klant u zei.
guard-tested = De oplossing is niet buiten productie getest. Test haar en noteer dat.
guard-release-approved = De uitrol is niet goedgekeurd. Noteer dat de oplossing klaar is voor productie.
guard-rolled-out = De oplossing staat nog niet in productie. Noteer de uitrol: welke versie, en wat er is gedaan.
guard-watched-green = De oplossing is nog niet lang genoeg gevolgd. Wacht de controletijd af, of noteer ander bewijs.
guard-proved-green = De controle die misging is niet groen. Wacht tot dat zo is, of zoek wat er nog mis is.
guard-reported-back = De klant heeft nog niet gehoord wat het was en hoe het is opgelost. Koppel terug.
guard-confirmed-or-silent = De klant heeft niet bevestigd en kan nog bezwaar maken. Wacht, of noteer wat de klant u zei.
guard-cause-and-solution = Oorzaak en oplossing zijn niet vastgelegd. Schrijf beide op in de woorden van de klant.
guard-prevention-decided = Over preventie is niets besloten. Plan een preventieve maatregel, of zeg waarom die niet nodig is.
guard-minor-fix-preapproved = De overeenkomst staat een kleine oplossing zonder overleg niet toe. Stel haar eerst voor aan de klant.
guard-nobody-engaged = Er wordt aan gewerkt. Alleen een incident dat niemand aanraakte kan zo eindigen.
guard-kind-allowed = Zo oplossen mag niet bij deze prioriteit en overeenkomst. Kies een andere manier.
