//! Check answers before sending: every answer with its way back, the option with its figures, the notices, and how
//! sending stands.

use super::story::channel_key;
use super::{facts, heading};
use crate::deeds::Deed;
use crate::drawing::{Drawn, Filled, Id, Label, View, draw, p, span};
use crate::journey::{Event, Field, Problem, SOMETHING_ELSE, Screen, Sending};
use crate::labels::{key, number};
use crate::parts::option_card::{done_by, settlement};
use amends_core::complaint::Asked;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactDocument, FactKind, Step};
use amends_core::document::quote::ComponentDocument;
use amends_core::document::submission::DifferenceFound;

/// The screen.
#[inline(never)]
pub fn check(view: &mut View<'_>) -> Drawn {
    draw! { view =>
        <>
            { heading(view, key!("check-title"), key!("check-lead")) }
            { standing(view) }
            { facts::known(view) }
            { answers(view) }
            if let Some(quote) = &view.state.quote {
                { chosen(view) }
                { p(view, "small", &quote.automated_decision) }
                { p(view, "small", &quote.privacy) }
            }
            { send_buttons(view) }
        </>
    }
}

/// Every answer in the order it was asked.
fn answers(view: &mut View<'_>) -> Drawn {
    let setting = view.setting();
    let policy = setting.policy.document();
    let complaint = view.state.complaint();
    let problem = policy.problems.iter().find(|problem| problem.id == complaint.problem);
    let problem = problem.map_or("", |it| setting.text(&it.title));
    draw! { view =>
        <dl class="answers" part="answers">
            { row(view, view.t(key!("problem-title")), problem, Screen::Problem) }
            for asked in &view.state.asked {
                { fact_row(view, asked, &complaint) }
            }
            if !policy.wishes.is_empty() {
                { row(view, view.t(key!("wish-title")), &wish_words(view, &complaint), Screen::Wish) }
            }
            { row(view, view.t(key!("story-label")), &complaint.story, Screen::Story) }
            if !view.state.wanted.is_empty() {
                { row(view, view.t(key!("evidence-title")), &file_names(view, &complaint), Screen::Story) }
            }
            { row(view, view.t(key!("channel-label")), &contact_words(view, &complaint), Screen::Story) }
        </dl>
    }
}

fn fact_row(view: &mut View<'_>, asked: &Asked, complaint: &ComplaintDocument) -> Drawn {
    let setting = view.setting();
    let Some(fact) = setting.policy.document().facts.get(&asked.fact) else {
        return view.nothing();
    };
    let value = complaint.answers.get(&asked.fact).map(|value| value_words(view, fact, value));
    let screen = match asked.step {
        Step::Facts => Screen::Facts,
        Step::Impact => Screen::Impact,
    };
    row(view, setting.question(asked), &value.unwrap_or_default(), screen)
}

/// One line: what was asked, what was answered if anything, and where to change it.
fn row(view: &mut View<'_>, asked: &str, answered: &str, screen: Screen) -> Drawn {
    let answered = if answered.is_empty() { view.t(key!("not-answered")) } else { answered };
    draw! { view =>
        <div class="answer">
            <dt>{ asked }</dt>
            <dd class="answered">{ answered }</dd>
            <dd>{ change(view, asked, screen) }</dd>
        </div>
    }
}

/// The way back to an answer.
fn change(view: &mut View<'_>, what: &str, screen: Screen) -> Drawn {
    draw! { view =>
        <button type="button" class="link-button"
            aria-label={view.fill(key!("change-what"), &[("what", what)])}
            disabled={view.state.sending.is_busy()}
            on={Deed::Change(screen)}>{ Label(key!("change")) }</button>
    }
}

/// A value as the customer reads it.
fn value_words(view: &View<'_>, fact: &FactDocument, value: &Scalar) -> String {
    let setting = view.setting();
    let text = match value {
        Scalar::YesNo(true) => return view.t(key!("yes")).to_owned(),
        Scalar::YesNo(false) => return view.t(key!("no")).to_owned(),
        Scalar::Whole(whole) => number(*whole),
        Scalar::Text(text) => text.clone(),
        Scalar::List(values) => {
            let words = values.iter().map(|value| value_words(view, fact, value));
            return words.collect::<Vec<_>>().join("; ");
        }
    };
    let with = |unit: &str| [text.as_str(), " ", unit].concat();
    match fact.kind {
        FactKind::Money => setting.money(&text),
        FactKind::Date => setting.date(&text),
        FactKind::Choice => {
            let found = fact.choices.iter().find(|choice| choice.id == text);
            found.map_or(text, |choice| setting.text(&choice.label).to_owned())
        }
        FactKind::Minutes => with(view.t(key!("unit-minutes"))),
        FactKind::Days => with(view.t(key!("unit-days"))),
        FactKind::Percent => with("%"),
        FactKind::Number => with(fact.unit.as_deref().unwrap_or_default()),
        FactKind::YesNo | FactKind::Text => text,
    }
}

fn wish_words(view: &View<'_>, complaint: &ComplaintDocument) -> String {
    let Some(wish) = &complaint.wish else { return String::new() };
    let setting = view.setting();
    let amount = wish.amount.as_ref().map_or_else(String::new, |amount| setting.money(amount));
    let mut words = Vec::new();
    for it in setting.policy.document().wishes.iter().filter(|it| wish.ids.contains(&it.id)) {
        words.push(setting.text(&it.title));
    }
    words.push(&amount);
    words.push(&wish.words);
    words.retain(|words| !words.is_empty());
    words.join(view.t(key!("list-separator")))
}

fn file_names(view: &View<'_>, complaint: &ComplaintDocument) -> String {
    let names: Vec<&str> = complaint.evidence.iter().map(|file| file.name.as_str()).collect();
    names.join(view.t(key!("list-separator")))
}

fn contact_words(view: &View<'_>, complaint: &ComplaintDocument) -> String {
    let Some(contact) = &complaint.contact else { return String::new() };
    let channel = view.t(channel_key(contact.channel));
    [channel, if contact.address.is_empty() { "" } else { " " }, &contact.address].concat()
}

/// The option picked with its figures and dates.
fn chosen(view: &mut View<'_>) -> Drawn {
    let raw = view.state.raw(&Field::Choice);
    let setting = view.setting();
    draw! { view =>
        <section class="card chosen" part="chosen">
            <h3>{ Label(key!("chosen-title")) }</h3>
            if let Some(offer) = view.state.offer() {
                { p(view, "chosen-title", &offer.title) }
                { p(view, "total", setting.range(&offer.total)) }
                <ul class="plain">
                    for part in &offer.components { { component(view, part) } }
                </ul>
                { settlement(view, offer) }
                if let Some(next) = view.state.next_best() {
                    { p(view, "small", Filled(key!("next-best"), &[("option", &next.title)])) }
                }
            } else {
                if raw == SOMETHING_ELSE {
                    { p(view, "chosen-title", Label(key!("else-title"))) }
                    { p(view, "words", view.state.raw(&Field::OtherWords)) }
                }
            }
            { change(view, view.t(key!("options-title")), Screen::Options) }
        </section>
    }
}

fn component(view: &mut View<'_>, part: &ComponentDocument) -> Drawn {
    let setting = view.setting();
    draw! { view =>
        <li>
            { &part.title }
            if let Some(amount) = &part.amount { { span(view, "amount", setting.range(amount)) } }
            if let Some(due) = &part.due { { done_by(view, due) } }
        </li>
    }
}

/// How sending stands, said where the focus goes.
fn standing(view: &mut View<'_>) -> Drawn {
    let (words, problem) = match &view.state.sending {
        it if view.state.offline && it.is_busy() => (key!("offline"), None),
        Sending::Idle | Sending::HandedOver | Sending::Received(_) => return view.nothing(),
        Sending::Sending { .. } => (key!("sending"), None),
        Sending::Unknown { asking: true, .. } => (key!("unknown-asking"), None),
        Sending::Unknown { .. } => (key!("unknown-stopped"), None),
        Sending::Refused(problem) => (key!("refused"), Some(problem)),
    };
    draw! { view =>
        <div class="summary" part="error-summary" role="alert" tabindex="-1" id={Id("summary")}>
            { p(view, "", Label(words)) }
            if let Some(problem) = problem { { refusal(view, problem) } }
        </div>
    }
}

/// What the service said, and every figure it computes differently.
fn refusal(view: &mut View<'_>, problem: &Problem) -> Drawn {
    draw! { view =>
        <>
            if !problem.title.is_empty() { <p><strong>{ &problem.title }</strong></p> }
            if !problem.detail.is_empty() { { p(view, "", &problem.detail) } }
            <ul>
                for it in problem.differences.iter().take(20) {
                    { difference(view, it) }
                }
            </ul>
        </>
    }
}

fn difference(view: &mut View<'_>, found: &DifferenceFound) -> Drawn {
    let claimed = found.claimed.as_deref().unwrap_or("—");
    let computed = found.computed.as_deref().unwrap_or("—");
    let values = [("claimed", claimed), ("computed", computed)];
    draw! { view => <li>{ Filled(key!("difference"), &values) }</li> }
}

fn send_buttons(view: &mut View<'_>) -> Drawn {
    let busy = view.state.sending.is_busy();
    let stopped = matches!(view.state.sending, Sending::Unknown { asking: false, .. });
    let words = Label(if busy { key!("sending") } else { key!("send") });
    draw! { view =>
        <div class="buttons">
            if stopped {
                <button type="button" class="main-button" part="button" on={Deed::Click(|| Event::TryAgain)}>
                    { Label(key!("try-again")) }
                </button>
            } else {
                <button type="submit" class="main-button" part="button"
                    aria-disabled={busy.then_some("true")}>{ words }</button>
                <button type="button" class="plain-button" part="back" disabled={busy}
                    on={Deed::Click(|| Event::Back)}>{ Label(key!("back")) }</button>
            }
        </div>
    }
}
