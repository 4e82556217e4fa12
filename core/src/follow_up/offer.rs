//! What can be accepted or declined: the company's final offer, or the options of the quote.

use super::View;
use super::past::Stance;
use crate::date;
use crate::document::complaint::ComplaintDocument;
use crate::document::follow_up::{CaseState, FollowUpEvent, OfferStatusDocument, OfferedDocument};
use crate::document::quote::OfferDocument;

/// The option a complaint has chosen.
pub fn chosen(complaint: &ComplaintDocument) -> Option<&str> {
    complaint.choice.as_ref()?.option()
}

/// The offer that is open, if any. A decline leaves it open: no right is lost.
pub fn offer(view: &View<'_>, state: CaseState) -> Option<OfferStatusDocument> {
    let answered = matches!(view.past.stance, Stance::Accepted | Stance::Withdrawn);
    if answered || state == CaseState::Closed {
        return None;
    }
    let last = view.past.last(FollowUpEvent::FinalOffer);
    let now = date::write(view.today);
    if last.and_then(|offer| offer.until.as_ref()).is_some_and(|until| *until < now) {
        return None;
    }
    let named = last.and_then(|offer| offer.option.as_ref());
    let chosen = chosen(&view.case.complaint);
    let options = view.case.quote.options.iter();
    let options = options.filter(|option| named.is_none_or(|named| *named == option.id));
    let options: Vec<OfferedDocument> = options.map(|option| offered(option, chosen)).collect();
    (!options.is_empty()).then(|| OfferStatusDocument {
        final_offer: last.is_some(),
        options,
        words: last.map(|offer| offer.words.clone()).unwrap_or_default(),
        until: last.and_then(|offer| offer.until.clone()),
    })
}

fn offered(option: &OfferDocument, chosen: Option<&str>) -> OfferedDocument {
    OfferedDocument {
        id: option.id.clone(),
        title: option.title.clone(),
        total: option.total.clone(),
        chosen: chosen == Some(option.id.as_str()),
    }
}
