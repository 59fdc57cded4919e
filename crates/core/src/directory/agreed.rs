//! Which agreement holds where: what we promise for an application or a part of it, and what our
//! teams and suppliers promise us.
//!
//! What holds now is looked up here; an incident keeps what held when it was reported
//! (`crate::incident::Pins`).

use super::{Application, Component, Directory, Pin, Versions};
use crate::key::{AgreementKey, ApplicationKey, ComponentKey};
use crate::party::Party;
use crate::priority::PriorityMatrix;
use crate::sla::{Agreement, AgreementKind};

impl Application {
    /// The part of this key.
    pub fn component(&self, key: &ComponentKey) -> Option<&Component> {
        self.components.iter().find(|part| part.key == *key)
    }
}

impl Directory {
    /// The service level agreement that holds now: that of the part, of the application, or the
    /// installation's default. Nothing when none of them names one that is in force.
    pub fn agreement_for(
        &self,
        application: Option<&ApplicationKey>,
        component: Option<&ComponentKey>,
    ) -> Option<Pin<AgreementKey>> {
        let application = application.and_then(|key| self.applications.get(key));
        let of_part = application
            .zip(component)
            .and_then(|(application, key)| application.component(key)?.agreement.clone());
        let key = of_part
            .or_else(|| application?.agreement.clone())
            .or_else(|| self.installation.default_agreement.clone())?;
        let (version, _) = self.agreements.get(&key)?.current()?;
        Some(Pin { key, version })
    }

    /// What `party` promises us now for an application or a part of it: the underpinning contract
    /// of a supplier, or the operational agreement of one of our teams.
    ///
    /// A part may name the contract under which it is supplied. Otherwise, of several agreements
    /// of the party, one of the tier that was promised to the client counts, or else the first by
    /// key. Nothing for the client's parties, and none when the party has promised nothing; a
    /// supplier's `reaction_minutes` and `restore_minutes` are the short form where there is no
    /// contract here.
    pub fn agreement_with(
        &self,
        party: &Party,
        application: Option<&ApplicationKey>,
        component: Option<&ComponentKey>,
    ) -> Option<Pin<AgreementKey>> {
        let part = application
            .and_then(|key| self.applications.get(key))
            .zip(component)
            .and_then(|(application, key)| application.component(key));
        let party = match (party, part.and_then(|it| it.supplier.as_ref())) {
            (Party::ComponentSupplier, supplier) => Party::Supplier(supplier?.clone()),
            (party, _) => party.clone(),
        };
        let named = part.and_then(|it| it.contract.as_ref()).and_then(|key| self.in_force(key));
        let tier = self
            .agreement_for(application, component)
            .and_then(|pin| Some(self.agreement(&pin)?.tier));
        let of_party = || self.agreements_of(&party);
        named
            .filter(|(_, agreement)| agreement.party.as_ref() == Some(&party))
            .or_else(|| of_party().find(|(_, agreement)| Some(agreement.tier) == tier))
            .or_else(|| of_party().next())
            .map(|(version, agreement)| Pin { key: agreement.key.clone(), version })
    }

    /// The agreements in force by which `party` promises us something, by key.
    pub fn agreements_of<'a>(
        &'a self,
        party: &'a Party,
    ) -> impl Iterator<Item = (u32, &'a Agreement)> {
        let in_force = self.agreements.values().filter_map(Versions::current);
        in_force.filter(move |(_, agreement)| {
            agreement.kind != AgreementKind::Sla && agreement.party.as_ref() == Some(party)
        })
    }

    /// The newest version of an agreement that is in force.
    pub fn in_force(&self, key: &AgreementKey) -> Option<(u32, &Agreement)> {
        self.agreements.get(key)?.current()
    }

    /// An agreement in the version that was promised.
    pub fn agreement(&self, pin: &Pin<AgreementKey>) -> Option<&Agreement> {
        self.agreements.get(&pin.key)?.pinned(pin.version)
    }

    /// Which priority follows from impact and urgency under an agreement; the usual without one.
    pub fn priority_matrix(&self, pin: Option<&Pin<AgreementKey>>) -> PriorityMatrix {
        let agreement = pin.and_then(|pin| self.agreement(pin));
        agreement.and_then(|it| it.priority_matrix).unwrap_or_default()
    }

    /// For which applications an agreement holds now, and for which of their parts alone.
    pub fn held_by<'a>(&'a self, key: &'a AgreementKey) -> impl Iterator<Item = Held<'a>> {
        self.applications.values().filter_map(move |application| {
            let is_this = |pin: Option<Pin<AgreementKey>>| pin.is_some_and(|pin| pin.key == *key);
            let whole = is_this(self.agreement_for(Some(&application.key), None));
            let parts = application.components.iter().filter(|part| {
                let own = part.agreement.as_ref() == Some(key);
                own || part.contract.as_ref() == Some(key)
            });
            let parts: Vec<_> = parts.collect();
            (whole || !parts.is_empty()).then_some(Held { application, whole, parts })
        })
    }
}

/// Where an agreement holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<'a> {
    /// For this application.
    pub application: &'a Application,
    /// Whether for all of it that has nothing of its own.
    pub whole: bool,
    /// The parts that name it: as their agreement, or as the contract of their supplier.
    pub parts: Vec<&'a Component>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sla::Tier;

    fn agreement(key: &str, tier: Tier, party: Option<&str>) -> Agreement {
        let mut agreement = Agreement::plain(key.parse().unwrap(), key, tier, key_of("office"));
        if let Some(party) = party {
            let party: Party = party.parse().unwrap();
            agreement.kind =
                if party.is_supplier() { AgreementKind::Uc } else { AgreementKind::Ola };
            agreement.party = Some(party);
        }
        agreement
    }

    fn key_of<K: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> K {
        text.parse().unwrap()
    }

    /// Gold for the shop, silver for its search, bronze for whatever has nothing; two contracts
    /// with the host, one of them named by the shop's database.
    fn directory() -> Directory {
        let mut directory = Directory::default();
        for it in [
            agreement("bronze", Tier::Bronze, None),
            agreement("silver", Tier::Silver, None),
            agreement("gold", Tier::Gold, None),
            agreement("host-basic", Tier::Bronze, Some("supplier:host")),
            agreement("host-prime", Tier::Gold, Some("supplier:host")),
            agreement("team", Tier::Bronze, Some("own:development")),
        ] {
            directory.agreements.entry(it.key.clone()).or_default().add(1, it);
        }
        directory.installation.default_agreement = Some(key_of("bronze"));
        let shop: Application = serde_json::from_value(json!({
            "key": "shop", "name": "Shop", "client": "molen", "agreement": "gold",
            "components": [
                {"key": "web", "name": "Web", "supplier": "host"},
                {"key": "search", "name": "Search", "agreement": "silver", "supplier": "host"},
                {"key": "data", "name": "Data", "supplier": "host", "contract": "host-basic"},
            ],
        }))
        .unwrap();
        let site = json!({"key": "site", "name": "Site", "client": "molen"});
        directory.applications.insert(key_of("shop"), shop);
        directory.applications.insert(key_of("site"), serde_json::from_value(site).unwrap());
        directory
    }

    #[test]
    fn a_part_has_its_own_agreement_or_that_of_its_application_or_the_default() {
        let directory = directory();
        let held = |application: &str, component: Option<&str>| {
            let component: Option<ComponentKey> = component.map(key_of);
            directory
                .agreement_for(Some(&key_of(application)), component.as_ref())
                .map(|pin| pin.key.to_string())
        };
        assert_eq!(held("shop", None).as_deref(), Some("gold"));
        assert_eq!(held("shop", Some("web")).as_deref(), Some("gold"));
        assert_eq!(held("shop", Some("search")).as_deref(), Some("silver"));
        assert_eq!(held("shop", Some("nowhere")).as_deref(), Some("gold"));
        assert_eq!(held("site", None).as_deref(), Some("bronze"));
    }

    #[test]
    fn a_supplier_promises_by_the_contract_of_the_part_or_of_the_tier_or_the_first() {
        let directory = directory();
        let host: Party = "supplier:host".parse().unwrap();
        let with = |party: &Party, component: &str| {
            directory
                .agreement_with(party, Some(&key_of("shop")), Some(&key_of(component)))
                .map(|pin| pin.key.to_string())
        };
        assert_eq!(with(&host, "web").as_deref(), Some("host-prime"));
        assert_eq!(with(&host, "search").as_deref(), Some("host-basic"));
        assert_eq!(with(&host, "data").as_deref(), Some("host-basic"));
        assert_eq!(with(&Party::ComponentSupplier, "web").as_deref(), Some("host-prime"));
        assert_eq!(with(&Party::Development, "web").as_deref(), Some("team"));
        assert_eq!(with(&Party::ServiceDesk, "web"), None);
    }

    #[test]
    fn a_contract_of_another_party_is_not_taken_for_this_one() {
        let mut directory = directory();
        let shop = directory.applications.get_mut(&key_of("shop")).unwrap();
        shop.components[0].contract = Some(key_of("team"));
        let host: Party = "supplier:host".parse().unwrap();
        let pin = directory.agreement_with(&host, Some(&key_of("shop")), Some(&key_of("web")));
        assert_eq!(pin.unwrap().key.as_str(), "host-prime");
    }

    #[test]
    fn where_an_agreement_holds_is_told_with_the_parts_that_name_it() {
        let directory = directory();
        let (silver, bronze): (AgreementKey, AgreementKey) = (key_of("silver"), key_of("bronze"));
        let held: Vec<_> = directory.held_by(&silver).collect();
        assert_eq!(held.len(), 1);
        assert!(!held[0].whole);
        assert_eq!(held[0].parts[0].key.as_str(), "search");
        let held: Vec<_> =
            directory.held_by(&bronze).map(|it| it.application.key.clone()).collect();
        assert_eq!(held, [key_of::<ApplicationKey>("site")]);
    }
}
