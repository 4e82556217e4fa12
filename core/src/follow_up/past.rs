//! What has happened by a day, in order.

use crate::date;
use crate::document::follow_up::{CaseDocument, FollowUpEvent, FollowUpEventDocument};
use chrono::NaiveDate;

/// Where the customer and the company stand with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Nobody has spoken last.
    None,
    /// The final offer stands.
    Offered,
    /// The customer accepted.
    Accepted,
    /// The customer declined.
    Declined,
    /// The customer withdrew.
    Withdrawn,
}

/// The events of a case up to a day.
pub struct Past<'a> {
    /// By day, each with its place in the case.
    events: Vec<(usize, &'a FollowUpEventDocument)>,
    /// After the last of them.
    pub stance: Stance,
}

impl<'a> Past<'a> {
    /// Up to and including `today`.
    pub fn of(case: &'a CaseDocument, today: NaiveDate) -> Self {
        let now = date::write(today);
        let mut events: Vec<_> =
            case.events.iter().enumerate().filter(|(_, event)| event.on <= now).collect();
        // A stable sort: within a day the order of reporting stays.
        events.sort_by(|(_, a), (_, b)| a.on.cmp(&b.on));
        let stance = events.iter().fold(Stance::None, |before, (_, event)| match event.what {
            FollowUpEvent::FinalOffer => Stance::Offered,
            FollowUpEvent::Accepted => Stance::Accepted,
            FollowUpEvent::Declined => Stance::Declined,
            FollowUpEvent::Withdrawn => Stance::Withdrawn,
            FollowUpEvent::Reopened | FollowUpEvent::FactsAdded => Stance::None,
            FollowUpEvent::CommitmentDone | FollowUpEvent::Updated | FollowUpEvent::Surveyed => {
                before
            }
        });
        Self { events, stance }
    }

    /// Events of one kind, earliest first, with their place in the case.
    pub fn of_kind(
        &self,
        what: FollowUpEvent,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a FollowUpEventDocument)> {
        self.events.iter().copied().filter(move |(_, event)| event.what == what)
    }

    /// Whether anything of a kind has happened.
    pub fn has(&self, what: FollowUpEvent) -> bool {
        self.of_kind(what).next().is_some()
    }

    /// The last event of a kind since the case was last opened.
    pub fn last(&self, what: FollowUpEvent) -> Option<&'a FollowUpEventDocument> {
        let opened = self.events.iter().rposition(|(_, e)| e.what == FollowUpEvent::Reopened);
        let since = self.events.iter().skip(opened.unwrap_or(0));
        since.map(|(_, event)| *event).rfind(|event| event.what == what)
    }

    /// Day the case was last opened again, ISO 8601.
    pub fn reopened_on(&self) -> Option<&'a str> {
        self.of_kind(FollowUpEvent::Reopened).next_back().map(|(_, event)| event.on.as_str())
    }

    /// Day it was withdrawn, when that was the last word.
    pub fn withdrawn_on(&self) -> Option<NaiveDate> {
        let (_, event) = self.of_kind(FollowUpEvent::Withdrawn).next_back()?;
        date::read(&event.on).filter(|_| self.stance == Stance::Withdrawn)
    }
}
