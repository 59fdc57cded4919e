# Agreements: what was promised to clients, between our teams, and by suppliers to us.

agreements-places = What was agreed
agreements-none = Nothing was agreed yet
agreements-none-next = Without an agreement no clock runs. Write one in a file and apply it.
agreements-name = Agreement
agreements-kind = Kind
agreements-tier = Tier
agreements-version = Version
agreements-used-by = Used by

agreement-kind-sla = service level agreement
agreement-kind-ola = between our teams
agreement-kind-uc = underpinning contract
