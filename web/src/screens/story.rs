//! The story in the customer's own words, and how to be reached.

use super::heading;
use crate::journey::{CHANNELS, Field};
use crate::labels::key;
use crate::parts::choice::choice;
use crate::parts::field::{Labelled, Line, area, line};
use crate::parts::{View, buttons};
use amends_core::complaint::LONGEST_STORY;
use amends_core::document::complaint::ContactChannel;
use yew::prelude::*;

/// The screen.
pub fn story(view: View<'_>) -> Html {
    let most = LONGEST_STORY.to_string();
    let label = view.t(key!("story-label"));
    let hint = view.fill(key!("story-hint"), &[("most", &most)]);
    let about =
        Labelled { field: &Field::Story, label: &label, hint: &hint, why: "", optional: true };
    html! {
        <>
            { heading(view, view.t(key!("story-title")), view.t(key!("story-lead"))) }
            { area(view, &about, "7") }
            { channel(view) }
            { address(view) }
            { buttons(view, true, view.t(key!("next"))) }
        </>
    }
}

/// The words for a channel.
pub fn channel_words(view: View<'_>, channel: ContactChannel) -> AttrValue {
    view.t(match channel {
        ContactChannel::Phone => key!("channel-phone"),
        ContactChannel::Email => key!("channel-email"),
        ContactChannel::TextMessage => key!("channel-text-message"),
        ContactChannel::Portal => key!("channel-portal"),
    })
}

/// Inside the portal only for customers the portal knows.
fn channel(view: View<'_>) -> Html {
    let known = !view.setting().known.is_empty();
    let offered = CHANNELS.into_iter().filter(|(it, _)| known || *it != ContactChannel::Portal);
    let values: Vec<_> =
        offered.map(|(it, name)| (name.to_owned(), channel_words(view, it))).collect();
    let label = view.t(key!("channel-label"));
    let why = view.t(key!("channel-why"));
    let about =
        Labelled { field: &Field::Channel, label: &label, hint: "", why: &why, optional: false };
    choice(view, &about, &values)
}

/// The number or address that goes with the channel.
fn address(view: View<'_>) -> Html {
    let (label, line_of) = match view.state.channel() {
        Some(ContactChannel::Email) => (
            view.t(key!("address-email")),
            Line { kind: "email", keyboard: "email", autocomplete: "email" },
        ),
        Some(ContactChannel::Phone | ContactChannel::TextMessage) => (
            view.t(key!("address-phone")),
            Line { kind: "tel", keyboard: "tel", autocomplete: "tel" },
        ),
        Some(ContactChannel::Portal) | None => return Html::default(),
    };
    let about =
        Labelled { field: &Field::Address, label: &label, hint: "", why: "", optional: false };
    line(view, &about, line_of)
}
