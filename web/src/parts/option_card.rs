//! One option: what it comes to, what is owed in it, what is in it, by when, by whom and why.

use super::class;
use super::range_bar::range_bar;
use super::trace::trace;
use crate::deeds::Deed;
use crate::drawing::{Drawn, Filled, Label, View, draw, p, span};
use crate::labels::key;
use amends_core::document::policy::Basis;
use amends_core::document::quote::{
    CitedReason, ComponentDocument, GivenUpDocument, OfferDocument,
};

/// The card. `head` takes the place of the plain title: on the options screen it holds the radio button.
pub fn option_card(
    view: &mut View<'_>,
    offer: &OfferDocument,
    head: &dyn Fn(&mut View<'_>) -> Drawn,
) -> Drawn {
    let chosen = view.state.raw(&crate::journey::Field::Choice) == offer.id;
    draw! { view =>
        <article class={class("card", &[("chosen", chosen), ("recommended", offer.recommended)])}
            part="option" key={&offer.id}>
            { head(view) }
            { figures(view, offer) }
            { p(view, "because", &offer.because) }
            if let Some(why) = &offer.recommended_because {
                { p(view, "because", Filled(key!("recommended-because"), &[("why", why)])) }
            }
            <ul class="components">
                for part in &offer.components { { component(view, part) } }
            </ul>
            { why(view, offer) }
            for cap in &offer.capped { { cited(view, cap) } }
            for part in &offer.in_place_of { { given_up(view, part) } }
            { settlement(view, offer) }
        </article>
    }
}

/// What an option is about in short: title, figures, and why it is offered.
#[cfg(not(target_arch = "wasm32"))]
pub fn option_in_short(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    draw! { view =>
        <article class="card" part="option">
            { plain_head(view, offer) }
            { figures(view, offer) }
            { p(view, "because", &offer.because) }
        </article>
    }
}

/// The plain title with its badge.
pub fn plain_head(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    draw! { view => <h4>{ &offer.title }{ badges(view, offer) }</h4> }
}

/// "Suggested", and "depends on your answers".
pub fn badges(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    draw! { view =>
        <>
            if offer.recommended { { span(view, "badge", Label(key!("recommended"))) } }
            if !offer.certain { { uncertain(view) } }
        </>
    }
}

fn uncertain(view: &mut View<'_>) -> Drawn {
    span(view, "tag", Label(key!("uncertain")))
}

/// A reason with its source.
pub fn cited(view: &mut View<'_>, reason: &CitedReason) -> Drawn {
    draw! { view =>
        <p class="note">{ &reason.because }{ " " }<cite>{ &reason.cites }</cite></p>
    }
}

/// Money owed that the option takes the place of.
fn given_up(view: &mut View<'_>, part: &GivenUpDocument) -> Drawn {
    let amount = view.setting().range(&part.amount);
    p(view, "note", Filled(key!("gives-up"), &[("what", &part.title), ("amount", &amount)]))
}

/// Total, bar and owed part.
fn figures(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    let setting = view.setting();
    // One scale for all options, so that their bars compare.
    let all = view.state.quote.as_ref().and_then(|quote| quote.range.high.as_deref());
    let scale = all.or(offer.total.high.as_deref());
    let nothing = offer.total.high.as_deref().is_some_and(is_zero);
    let owes = !(is_zero(&offer.owed.low) && offer.owed.high.as_deref().is_some_and(is_zero));
    draw! { view =>
        <div class="figures">
            if !nothing {
                { p(view, "total", setting.range(&offer.total)) }
                { range_bar(view, &offer.total, &offer.owed, scale) }
            }
            if owes {
                { p(view, "owed", Filled(key!("owed-part"), &[("amount", &setting.range(&offer.owed))])) }
            }
        </div>
    }
}

/// Whether a decimal is nothing.
pub fn is_zero(decimal: &str) -> bool {
    decimal.bytes().all(|b| matches!(b, b'0' | b'.'))
}

fn component(view: &mut View<'_>, part: &ComponentDocument) -> Drawn {
    let setting = view.setting();
    let owed = part.basis != Basis::Goodwill;
    draw! { view =>
        <li class="component" key={&part.remedy}>
            <p class="component-head">
                { span(view, "component-title", &part.title) }
                if let Some(amount) = &part.amount { { span(view, "amount", setting.range(amount)) } }
            </p>
            <p class="component-facts">
                <span class={class("tag", &[("is-owed", owed)])}>{ basis(part.basis) }</span>
                if let Some(due) = &part.due { { done_by(view, due) } }
                if let Some(how) = &part.arrives { { span(view, "", how) } }
                if let Some(last) = &part.expires {
                    { span(view, "", Filled(key!("usable-until"), &[("date", &setting.date(last))])) }
                }
                if !part.certain { { uncertain(view) } }
            </p>
        </li>
    }
}

/// The reasons for all that is in an option, folded: one stop for those who go by the keyboard. They are drawn when
/// somebody unfolds them: most of what there is to draw of an option is in them, and all of it would be drawn again on
/// every key.
fn why(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    if offer.components.is_empty() {
        return view.nothing();
    }
    let open = view.state.unfolded.contains(&offer.id);
    let drawn = open || view.is_plain();
    draw! { view =>
        <details class="whys" open={open}>
            <summary on={Deed::Reasons(offer.id.clone())}>{ Label(key!("why-and-who")) }</summary>
            for part in offer.components.iter().filter(|_| drawn) { { reasons(view, part) } }
        </details>
    }
}

/// By when something is done.
pub fn done_by(view: &mut View<'_>, due: &str) -> Drawn {
    let date = view.setting().date(due);
    draw! { view => <time datetime={due}>{ Filled(key!("done-by"), &[("date", &date)]) }</time> }
}

/// Why, who, conditions, last day and source of one component.
fn reasons(view: &mut View<'_>, part: &ComponentDocument) -> Drawn {
    let setting = view.setting();
    draw! { view =>
        <div class="reasons" key={&part.remedy}>
            { p(view, "component-title", &part.title) }
            { p(view, "", &part.because) }
            { p(view, "", Filled(key!("done-by-whom"), &[("by", &part.by.title)])) }
            if let Some(conditions) = &part.conditions { { p(view, "", conditions) } }
            <p>
                <cite>
                    { Filled(key!("source"), &[("cites", &part.cites), ("date", &setting.date(&part.from))]) }
                </cite>
            </p>
            if let Some(steps) = &part.trace { { trace(view, steps) } }
        </div>
    }
}

/// The words for why a remedy is due.
fn basis(basis: Basis) -> Label {
    Label(match basis {
        Basis::Law => key!("basis-law"),
        Basis::Contract => key!("basis-contract"),
        Basis::Goodwill => key!("basis-goodwill"),
    })
}

/// Whether it settles at once, and the last day of everything in it.
pub fn settlement(view: &mut View<'_>, offer: &OfferDocument) -> Drawn {
    let setting = view.setting();
    let settled = &offer.settlement;
    let day = settled.decided_by.as_ref().map_or_else(String::new, |day| setting.date(day));
    let (key, by) = match (&settled.approval_by, &settled.decided_by) {
        _ if settled.at_once => (key!("settles-at-once"), ""),
        (Some(role), Some(_)) => (key!("settles-by-approval"), role.title.as_str()),
        _ => (key!("settles-later"), ""),
    };
    draw! { view =>
        <p class="settlement">
            { span(view, "", Filled(key, &[("by", by), ("date", &day)])) }{ " " }
            if let Some(day) = &offer.done_by {
                { span(view, "", Filled(key!("all-done-by"), &[("date", &setting.date(day))])) }
            }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use crate::journey::{Event, Screen, step};
    use crate::samples::{draw, filled};

    #[test]
    fn only_reasons_that_are_unfolded_are_drawn() {
        let state = filled(Screen::Options);
        let quote = state.quote.clone().unwrap();
        let offer = quote.options.iter().find(|offer| !offer.components.is_empty()).unwrap();
        let count = |html: &str| html.matches("class=\"reasons\"").count();
        assert_eq!(count(&draw(state.clone())), 0);
        let of = offer.id.clone();
        let (open, effects) = step(state, Event::Reasons(of.clone()));
        let html = draw(open.clone());
        assert_eq!((count(&html), effects.len()), (offer.components.len(), 0), "{html}");
        assert!(html.contains("<details class=\"whys\" open=\"open\""), "{html}");
        for part in &offer.components {
            assert!(html.contains(&part.because), "{}: {html}", part.remedy);
        }
        let (folded, _) = step(open, Event::Reasons(of));
        assert_eq!(count(&draw(folded)), 0);
    }
}
