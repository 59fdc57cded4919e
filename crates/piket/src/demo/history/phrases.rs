//! What people say when a case has no words of its own for it, in the language of the client.

use piket_core::directory::Language;

use super::case::Case;

// What engineers write for each other, in the language of the house.
/// Why it is ours.
pub(super) const OURS: &str = "Onze applicatie, wij kunnen het zelf nakijken";
/// Why it is the supplier's.
pub(super) const THEIRS: &str = "Ligt buiten de applicatie; bewijs van twee netwerken bijgevoegd";
/// What the development team is asked.
pub(super) const INVOLVE: &str =
    "Kunnen jullie meekijken? Bevinding en bewijs staan in de tijdlijn.";
/// Why nothing more is done to prevent it.
pub(super) const WAIVER: &str = "Eenmalig en zonder gevolg voor gebruikers; de meting blijft staan";
/// Why the ball comes back from the supplier.
pub(super) const BACK: &str = "Leverancier meldt herstel; wij controleren en ronden af";
/// Why it is cancelled.
pub(super) const DUPLICATE: &str = "Zelfde oorzaak als een eerdere melding van vandaag";

/// The words of a case, its own or the usual ones.
pub(super) struct Phrases<'a> {
    case: &'a Case,
    language: Language,
}

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident: $nl:literal, $en:literal;)*) => {
        impl<'a> Phrases<'a> {
            /// The words of `case`, whose client reads `language`.
            pub(super) fn of(case: &'a Case, language: Language) -> Self {
                Self { case, language }
            }

            $($(#[$doc])*
            pub(super) fn $name(&self) -> String {
                self.case.$name.clone().unwrap_or_else(|| self.say($nl, $en))
            })*
        }
    };
}

phrases! {
    /// The first word to the client.
    hello: "Wij hebben het gezien en zijn ermee bezig. U hoort van ons zodra wij meer weten.",
        "We have seen it and are working on it. You will hear from us as soon as we know more.";
    /// What the client is asked.
    question: "Kunt u ons een voorbeeld sturen? Daarmee zoeken wij gerichter.",
        "Could you send us an example? It helps us to look in the right place.";
    /// What the client answers.
    answer: "Bij deze. Laat het weten als u meer nodig hebt.",
        "Here it is. Let me know if you need more.";
    /// What the supplier is asked.
    ask: "Kunt u nakijken wat er aan de hand is? Het bewijs staat erbij.",
        "Could you look into this? The evidence is attached.";
    /// What the supplier says.
    says: "Hersteld aan onze kant.", "Fixed on our side.";
    /// What was found.
    finding: "In de logboeken begint het op het moment van de eerste foute meting.",
        "In the logs it begins at the moment of the first bad result.";
    /// A piece of a log.
    log: "WARN afgehandeld met fout in 412 ms, tweede poging overgeslagen",
        "WARN finished with an error in 412 ms, second try skipped";
    /// The cause.
    cause: "Een vraag over het gebruik.", "A question about how to use it.";
    /// The solution.
    solution: "De vraag is beantwoord.", "The question was answered.";
    /// What may go wrong.
    risk: "Klein: de wijziging raakt alleen dit onderdeel.",
        "Small: the change touches this part only.";
    /// How it is undone.
    rollback: "De vorige versie terugzetten, binnen vijf minuten.",
        "Put the previous version back, within five minutes.";
    /// How it is tested.
    test: "De stappen uit de melding nagelopen op de testomgeving.",
        "The steps of the report, walked through on the test environment.";
    /// What went to production.
    change: "aanpassing in productie gezet", "change put into production";
    /// The report back.
    report: "Het is opgelost.", "It is solved.";
    /// What prevents it.
    prevention: "Deze situatie opnemen in de controle vóór elke uitrol",
        "Add this situation to the checks before each release";
    /// Why the client refuses.
    refusal: "Wij willen eerst weten wat dit voor onze gebruikers betekent.",
        "We would like to know first what this means for our users.";
    /// Why it is not solved.
    again: "Het gebeurt helaas nog steeds.", "Unfortunately it still happens.";
    /// What the client says at the end.
    thanks: "Dank u wel, het werkt weer.", "Thank you, it works again.";
}

impl Phrases<'_> {
    fn say(&self, nl: &str, en: &str) -> String {
        match self.language {
            Language::Nl => nl.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    /// A word in between.
    pub(super) fn update(&self) -> String {
        self.say(
            "Wij weten inmiddels waar het aan ligt en werken met het ontwikkelteam aan een oplossing. Zodra er een voorstel is, leggen wij het aan u voor.",
            "We know by now what it is and are working on a solution with the development team. As soon as there is a proposal we will put it to you.",
        )
    }

    /// What the piece of a log is.
    pub(super) fn log_title(&self) -> String {
        self.say(
            "Logboek van de applicatie, rond de melding",
            "Log of the application, at the time of the report",
        )
    }

    /// The proof by hand.
    pub(super) fn proof(&self) -> String {
        self.say(
            "De stappen uit de melding nagelopen in productie; gaat goed.",
            "Walked through the steps of the report in production; all well.",
        )
    }

    /// A better proposal.
    pub(super) fn second_solution(&self) -> String {
        format!(
            "{} {}",
            self.solution(),
            self.say(
                "Op uw verzoek pas na het weekend, en met een proef vooraf.",
                "At your request after the weekend only, with a trial beforehand.",
            )
        )
    }

    /// The consent in words.
    pub(super) fn consent(&self) -> String {
        self.say("Akkoord, gaat uw gang.", "Agreed, please go ahead.")
    }
}
