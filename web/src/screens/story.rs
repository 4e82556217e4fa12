//! The story in the customer's own words, and how to be reached.

use super::heading;
use crate::drawing::{Drawn, Id, View, draw};
use crate::journey::{CHANNELS, Field};
use crate::labels::{key, number};
use crate::parts::buttons;
use crate::parts::choice::choice;
use crate::parts::field::{Labelled, Line, area, line};
use amends_core::complaint::LONGEST_STORY;
use amends_core::document::complaint::ContactChannel;

/// The screen.
#[inline(never)]
pub fn story(view: &mut View<'_>) -> Drawn {
    let most = number(LONGEST_STORY);
    let label = view.t(key!("story-label"));
    let hint = view.fill(key!("story-hint"), &[("most", &most)]);
    let about = Labelled { field: &Field::Story, label, hint: &hint, why: "", optional: true };
    draw! { view =>
        <>
            { heading(view, key!("story-title"), key!("story-lead")) }
            { area(view, &about, "7") }
            if !view.state.wanted.is_empty() { { evidence(view) } }
            { channel(view) }
            { address(view) }
            { buttons(view, true) }
        </>
    }
}

/// Where files are added. With script they are another module's work, which fills the inner place and is loaded for it.
fn evidence(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <div class="evidence" id={Id("evidence")} tabindex="-1" role="group" aria-label={view.t(key!("evidence-title"))}>
            <div id={Id("files")}>{ view.plain_files() }</div>
            <p class="error" part="error">
                { view.state.shown.get(&Field::Evidence).unwrap_or_default() }
            </p>
        </div>
    }
}

/// The key of the words for a channel.
pub fn channel_key(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::Phone => key!("channel-phone"),
        ContactChannel::Email => key!("channel-email"),
        ContactChannel::TextMessage => key!("channel-text-message"),
        ContactChannel::Portal => key!("channel-portal"),
    }
}

/// Inside the portal only for customers the portal knows.
fn channel(view: &mut View<'_>) -> Drawn {
    let known = !view.setting().known.is_empty();
    let offered = CHANNELS.into_iter().filter(|(it, _)| known || *it != ContactChannel::Portal);
    let values: Vec<_> = offered.map(|(it, name)| (name, view.t(channel_key(it)))).collect();
    let (label, why) = (view.t(key!("channel-label")), view.t(key!("channel-why")));
    let about = Labelled { field: &Field::Channel, label, hint: "", why, optional: false };
    choice(view, &about, &values)
}

/// The number or address that goes with the channel.
fn address(view: &mut View<'_>) -> Drawn {
    let (label, token) = match view.state.channel() {
        Some(ContactChannel::Email) => (view.t(key!("address-email")), "email"),
        Some(ContactChannel::Phone | ContactChannel::TextMessage) => {
            (view.t(key!("address-phone")), "tel")
        }
        Some(ContactChannel::Portal) | None if view.is_plain() => return any_address(view),
        Some(ContactChannel::Portal) | None => return view.nothing(),
    };
    let about = Labelled { field: &Field::Address, label, hint: "", why: "", optional: false };
    line(view, &about, &Line { kind: token, keyboard: token, autocomplete: token })
}

/// A number or address for whichever channel is picked beside it.
fn any_address(view: &mut View<'_>) -> Drawn {
    let by_portal = !view.setting().known.is_empty();
    let (label, hint) = (view.t("address-any"), view.t("address-any-hint"));
    let hint = if by_portal { hint } else { "" };
    let about = Labelled { field: &Field::Address, label, hint, why: "", optional: false };
    line(view, &about, &Line { kind: "text", keyboard: "text", autocomplete: "on" })
}
