//! What the shop sells, and who lives next to it.

use serde::Serialize;

/// Something to buy.
#[derive(Debug, Serialize)]
pub(super) struct Good {
    pub(super) key: &'static str,
    name: &'static str,
    about: &'static str,
    price: &'static str,
    shape: &'static str,
}

pub(super) const GOODS: [Good; 6] = [
    Good {
        key: "desem",
        name: "Desembrood",
        about: "Volkoren, achttien uur gerezen, stevige korst.",
        price: "€ 4,85",
        shape: "loaf",
    },
    Good {
        key: "tijger",
        name: "Tijgerwit",
        about: "Zacht van binnen, knapperig van buiten.",
        price: "€ 3,40",
        shape: "tin",
    },
    Good {
        key: "krenten",
        name: "Krentenbol",
        about: "Met krenten, rozijnen en een beetje sinaasappel.",
        price: "€ 0,95",
        shape: "bun",
    },
    Good {
        key: "vlaai",
        name: "Abrikozenvlaai",
        about: "Acht punten, op bestelling ook glutenvrij.",
        price: "€ 16,50",
        shape: "flan",
    },
    Good {
        key: "speculaas",
        name: "Speculaas",
        about: "Uit eigen plank, met amandel.",
        price: "€ 5,20",
        shape: "biscuit",
    },
    Good {
        key: "croissant",
        name: "Roombotercroissant",
        about: "Elke ochtend vanaf zeven uur.",
        price: "€ 1,75",
        shape: "moon",
    },
];

/// What the shop's page needs.
#[derive(Debug, Serialize)]
pub(super) struct Shelf {
    goods: &'static [Good],
    added: Option<&'static str>,
}

/// The shelf, after something was put into the basket.
pub(super) fn shelf(added: Option<&str>) -> Shelf {
    let added = added.and_then(|key| GOODS.iter().find(|good| good.key == key));
    Shelf { goods: &GOODS, added: added.map(|good| good.name) }
}

/// What a page without goods needs.
pub(super) fn nothing() -> Shelf {
    Shelf { goods: &[], added: None }
}

/// A web site next door.
#[derive(Debug, Serialize)]
pub(super) struct Neighbour {
    pub(super) key: &'static str,
    language: &'static str,
    name: &'static str,
    lead: &'static str,
    tiles: [&'static str; 3],
    tone: &'static str,
}

pub(super) const NEIGHBOURS: [Neighbour; 5] = [
    Neighbour {
        key: "bestelapp",
        language: "nl",
        name: "Bestelapp filialen",
        lead: "Bestel vóór 14.00 uur, morgenochtend in de winkel.",
        tiles: ["Bestelling plaatsen", "Levertijden", "Retouren"],
        tone: "wheat",
    },
    Neighbour {
        key: "loket",
        language: "nl",
        name: "Digitaal loket Oosterveld",
        lead: "Regel uw zaken met de gemeente, dag en nacht.",
        tiles: ["Vergunning aanvragen", "Melding openbare ruimte", "Kaart van uw buurt"],
        tone: "water",
    },
    Neighbour {
        key: "gemeente",
        language: "nl",
        name: "Gemeente Oosterveld",
        lead: "Nieuws, wegwerkzaamheden en openingstijden.",
        tiles: ["Afvalkalender", "Bekendmakingen", "Contact"],
        tone: "water",
    },
    Neighbour {
        key: "linde",
        language: "nl",
        name: "Cliëntportaal Zorggroep Linde",
        lead: "Uw afspraken en berichten veilig bij elkaar.",
        tiles: ["Mijn afspraken", "Berichten", "Machtigingen"],
        tone: "leaf",
    },
    Neighbour {
        key: "vlot",
        language: "en",
        name: "vlot.shop",
        lead: "Clothes that last, repaired for free.",
        tiles: ["New in", "Repairs", "Returns"],
        tone: "ink",
    },
];
