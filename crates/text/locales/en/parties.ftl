# Parties: the roles that organisations and teams have for an application.

party-service-desk = the service desk
party-development = the development team
party-incident-manager = the service manager
party-account = the account manager
party-client-owner = the client's owner
party-client-contact = the client's contact
party-client-stakeholders = the client's stakeholders
party-component-supplier = the supplier of the component

# The same as headings and labels.
party-label-service-desk = Service desk
party-label-development = Development team
party-label-incident-manager = Service manager
party-label-account = Account manager
party-label-client-owner = Client: owner
party-label-client-contact = Client: contact
party-label-client-stakeholders = Client: stakeholders
party-label-component-supplier = Supplier of the component

contracted-by-us = contracted by us
contracted-by-client = contracted by the client
