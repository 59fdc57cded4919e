//! Which incidents belong together without being one: a parent and its children, and an earlier one
//! with its follow-ups.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::incident::fact::{Entry, Fact};
use crate::key::{IncidentId, Number};

/// What the other one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// The trouble above this one, of which this is a part.
    Parent,
    /// A part of this trouble, often of another client.
    Child,
    /// The same trouble another time, or one like it.
    Related,
    /// The earlier one, too long ago to be opened again, of which this is a follow-up.
    FollowUpOf,
    /// A later one that follows this up.
    FollowedUpBy,
}

impl Link {
    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Related => "related",
            Self::FollowUpOf => "follow_up_of",
            Self::FollowedUpBy => "followed_up_by",
        }
    }

    /// What this one is, seen from the other.
    #[must_use]
    pub const fn seen_from_there(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Related => Self::Related,
            Self::FollowUpOf => Self::FollowedUpBy,
            Self::FollowedUpBy => Self::FollowUpOf,
        }
    }

    /// Whether the client may know of it: what follows up what is the client's own story, with
    /// whom a trouble belongs together may be another client's business.
    pub const fn is_for_client(self) -> bool {
        matches!(self, Self::FollowUpOf | Self::FollowedUpBy)
    }
}

/// The other incidents to which one is linked. Our own people see them; clients only what follows
/// up what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links(BTreeMap<Number, (Link, IncidentId)>);

impl Links {
    /// The parent, if there is one.
    pub fn parent(&self) -> Option<(Number, IncidentId)> {
        self.all(Link::Parent).next()
    }

    /// The children, by number.
    pub fn children(&self) -> impl Iterator<Item = (Number, IncidentId)> {
        self.all(Link::Child)
    }

    /// Those that are only related, by number.
    pub fn related(&self) -> impl Iterator<Item = (Number, IncidentId)> {
        self.all(Link::Related)
    }

    /// The earlier ones of which this is a follow-up, by number; as a rule there is one.
    pub fn follow_up_of(&self) -> impl Iterator<Item = (Number, IncidentId)> {
        self.all(Link::FollowUpOf)
    }

    /// Those that follow this one up, by number.
    pub fn follow_ups(&self) -> impl Iterator<Item = (Number, IncidentId)> {
        self.all(Link::FollowedUpBy)
    }

    /// All of them: what each is to this, its number and its row; by number.
    pub fn iter(&self) -> impl Iterator<Item = (Link, Number, IncidentId)> {
        self.0.iter().map(|(number, (link, incident))| (*link, *number, *incident))
    }

    /// What another one is to this.
    pub fn with(&self, number: Number) -> Option<Link> {
        self.0.get(&number).map(|(link, _)| *link)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn all(&self, wanted: Link) -> impl Iterator<Item = (Number, IncidentId)> {
        let linked = self.0.iter().filter(move |(_, (link, _))| *link == wanted);
        linked.map(|(number, (_, incident))| (*number, *incident))
    }

    /// Takes note of one more line of the timeline.
    pub(in crate::incident) fn take(&mut self, entry: &Entry) {
        if let Fact::Linked { number, incident, link } = &entry.fact {
            self.0.insert(*number, (*link, *incident));
        } else if let Fact::Unlinked { number, .. } = &entry.fact {
            self.0.remove(number);
        }
    }
}
