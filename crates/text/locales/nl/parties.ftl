# Partijen: de rollen die organisaties en teams voor een applicatie hebben.

party-service-desk = de servicedesk
party-development = het ontwikkelteam
party-incident-manager = de servicemanager
party-account = de accountmanager
party-client-owner = de eigenaar bij de klant
party-client-contact = de contactpersoon bij de klant
party-client-stakeholders = de belanghebbenden bij de klant
party-component-supplier = de leverancier van het onderdeel

# Hetzelfde als kop en als label.
party-label-service-desk = Servicedesk
party-label-development = Ontwikkelteam
party-label-incident-manager = Servicemanager
party-label-account = Accountmanager
party-label-client-owner = Klant: eigenaar
party-label-client-contact = Klant: contactpersoon
party-label-client-stakeholders = Klant: belanghebbenden
party-label-component-supplier = Leverancier van het onderdeel

contracted-by-us = contract met ons
contracted-by-client = contract met de klant
