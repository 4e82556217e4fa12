//! Check answers before sending: every answer with its way back, the option with its figures, the notices, and how
//! sending stands.

use super::story::channel_words;
use super::{facts, heading};
use crate::journey::{Event, Field, Problem, SOMETHING_ELSE, Screen, Sending};
use crate::labels::key;
use crate::parts::View;
use crate::parts::option_card::settlement;
use crate::parts::words::{all, p, span};
use amends_core::complaint::Asked;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactDocument, FactKind};
use amends_core::document::quote::QuoteDocument;
use yew::prelude::*;

/// One line: what was asked, what was answered, and where to change it.
struct Row {
    asked: String,
    answered: String,
    screen: Screen,
}

/// The screen.
pub fn check(view: View<'_>) -> Html {
    let complaint = view.state.complaint();
    html! {
        <>
            { heading(view, view.t(key!("check-title")), view.t(key!("check-lead"))) }
            { standing(view) }
            { facts::known(view) }
            <dl class="answers" part="answers">
                { all(rows(view, &complaint).into_iter().map(|it| row(view, it))) }
            </dl>
            if let Some(quote) = &view.state.quote {
                { chosen(view, quote) }
                { p("small", quote.automated_decision.clone()) }
                { p("small", quote.privacy.clone()) }
            }
            { send_buttons(view) }
        </>
    }
}

/// Every answer in the order it was asked.
fn rows(view: View<'_>, complaint: &ComplaintDocument) -> Vec<Row> {
    let setting = view.setting();
    let policy = setting.policy.document();
    let problem = policy.problems.iter().find(|problem| problem.id == complaint.problem);
    let mut rows = vec![Row {
        asked: view.t(key!("problem-title")).to_string(),
        answered: problem.map_or_else(String::new, |it| setting.text(&it.title).to_owned()),
        screen: Screen::Problem,
    }];
    rows.extend(view.state.asked.iter().filter_map(|asked| fact_row(view, asked, complaint)));
    if !policy.wishes.is_empty() {
        let answered = wish_words(view, complaint);
        rows.push(Row {
            asked: view.t(key!("wish-title")).to_string(),
            answered,
            screen: Screen::Wish,
        });
    }
    rows.push(Row {
        asked: view.t(key!("story-label")).to_string(),
        answered: or_none(view, complaint.story.clone()),
        screen: Screen::Story,
    });
    rows.push(Row {
        asked: view.t(key!("channel-label")).to_string(),
        answered: contact_words(view, complaint),
        screen: Screen::Story,
    });
    rows
}

fn or_none(view: View<'_>, words: String) -> String {
    if words.is_empty() { view.t(key!("not-answered")).to_string() } else { words }
}

fn fact_row(view: View<'_>, asked: &Asked, complaint: &ComplaintDocument) -> Option<Row> {
    let setting = view.setting();
    let fact = setting.policy.document().facts.get(&asked.fact)?;
    let ask = asked.ask.as_ref().unwrap_or(&fact.label);
    let value = complaint.answers.get(&asked.fact).map(|value| value_words(view, fact, value));
    let screen = match asked.step {
        amends_core::document::policy::Step::Facts => Screen::Facts,
        amends_core::document::policy::Step::Impact => Screen::Impact,
    };
    let answered = or_none(view, value.unwrap_or_default());
    Some(Row { asked: setting.text(ask).to_owned(), answered, screen })
}

/// A value as the customer reads it.
fn value_words(view: View<'_>, fact: &FactDocument, value: &Scalar) -> String {
    let setting = view.setting();
    let text = match value {
        Scalar::YesNo(true) => return view.t(key!("yes")).to_string(),
        Scalar::YesNo(false) => return view.t(key!("no")).to_string(),
        Scalar::Whole(whole) => whole.to_string(),
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
        FactKind::Minutes => with(&view.t(key!("unit-minutes"))),
        FactKind::Days => with(&view.t(key!("unit-days"))),
        FactKind::Percent => with("%"),
        FactKind::Number => with(fact.unit.as_deref().unwrap_or_default()),
        FactKind::YesNo | FactKind::Text => text,
    }
}

fn wish_words(view: View<'_>, complaint: &ComplaintDocument) -> String {
    let Some(wish) = &complaint.wish else { return or_none(view, String::new()) };
    let setting = view.setting();
    let wishes = setting.policy.document().wishes.iter().filter(|it| wish.ids.contains(&it.id));
    let mut words: Vec<String> = wishes.map(|it| setting.text(&it.title).to_owned()).collect();
    words.extend(wish.amount.as_ref().map(|amount| setting.money(amount)));
    words.extend((!wish.words.is_empty()).then(|| wish.words.clone()));
    words.join(&view.t(key!("list-separator")))
}

fn contact_words(view: View<'_>, complaint: &ComplaintDocument) -> String {
    let Some(contact) = &complaint.contact else { return or_none(view, String::new()) };
    let channel = channel_words(view, contact.channel).to_string();
    if contact.address.is_empty() { channel } else { [&channel, " ", &contact.address].concat() }
}

fn row(view: View<'_>, row: Row) -> Html {
    let change = view.fill(key!("change-what"), &[("what", &row.asked)]);
    html! {
        <div class="answer">
            <dt>{ row.asked }</dt>
            <dd class="answered">{ row.answered }</dd>
            <dd>
                <button type="button" class="link-button" aria-label={change}
                    disabled={view.state.sending.is_busy()}
                    onclick={view.click(Event::Change(row.screen))}>{ view.t(key!("change")) }</button>
            </dd>
        </div>
    }
}

/// The option picked with its figures and dates.
fn chosen(view: View<'_>, quote: &QuoteDocument) -> Html {
    let raw = view.state.raw(&Field::Choice);
    let offer = quote.options.iter().find(|option| option.id == raw);
    let change = view.fill(key!("change-what"), &[("what", &view.t(key!("options-title")))]);
    html! {
        <section class="card chosen" part="chosen">
            <h3>{ view.t(key!("chosen-title")) }</h3>
            if let Some(offer) = offer {
                { p("chosen-title", offer.title.clone()) }
                { p("total", view.setting().range(&offer.total)) }
                <ul class="plain">{ all(offer.components.iter().map(|part| html! {
                    <li>
                        { part.title.clone() }
                        if let Some(amount) = &part.amount {
                            { span("amount", view.setting().range(amount)) }
                        }
                        <time datetime={part.due.clone()}>
                            { view.fill(key!("done-by"), &[("date", &view.setting().date(&part.due))]) }
                        </time>
                    </li>
                })) }</ul>
                { settlement(view, offer) }
            } else if raw == SOMETHING_ELSE {
                { p("chosen-title", view.t(key!("else-title"))) }
                { p("words", view.state.raw(&Field::OtherWords).to_owned()) }
            }
            <button type="button" class="link-button" aria-label={change}
                disabled={view.state.sending.is_busy()}
                onclick={view.click(Event::Change(Screen::Options))}>{ view.t(key!("change")) }</button>
        </section>
    }
}

/// How sending stands, said where the focus goes.
fn standing(view: View<'_>) -> Html {
    let (words, problem) = match &view.state.sending {
        Sending::Idle | Sending::HandedOver | Sending::Received(_) => return Html::default(),
        Sending::Sending { .. } => (view.t(key!("sending")), None),
        Sending::Unknown { asking: true, .. } => (view.t(key!("unknown-asking")), None),
        Sending::Unknown { .. } => (view.t(key!("unknown-stopped")), None),
        Sending::Refused(problem) => (view.t(key!("refused")), Some(problem)),
    };
    html! {
        <div class="summary" part="error-summary" role="alert" tabindex="-1" id={view.id("summary")}>
            { p("", words) }
            if let Some(problem) = problem { { refusal(view, problem) } }
        </div>
    }
}

/// What the service said, and every figure it computes differently.
fn refusal(view: View<'_>, problem: &Problem) -> Html {
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let differences = problem.differences.iter().take(20).map(|it| {
        let values = [("claimed", shown(&it.claimed)), ("computed", shown(&it.computed))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        html! { <li>{ view.fill(key!("difference"), &values) }</li> }
    });
    html! {
        <>
            if !problem.title.is_empty() { <p><strong>{ problem.title.clone() }</strong></p> }
            if !problem.detail.is_empty() { { p("", problem.detail.clone()) } }
            <ul>{ all(differences) }</ul>
        </>
    }
}

fn send_buttons(view: View<'_>) -> Html {
    let busy = view.state.sending.is_busy();
    if matches!(view.state.sending, Sending::Unknown { asking: false, .. }) {
        return html! {
            <div class="buttons">
                <button type="button" class="main-button" part="button" onclick={view.click(Event::TryAgain)}>
                    { view.t(key!("try-again")) }
                </button>
            </div>
        };
    }
    let words = if busy { view.t(key!("sending")) } else { view.t(key!("send")) };
    html! {
        <div class="buttons">
            <button type="submit" class="main-button" part="button" aria-disabled={busy.then_some("true")}>{ words }</button>
            <button type="button" class="plain-button" part="back" disabled={busy}
                onclick={view.click(Event::Back)}>{ view.t(key!("back")) }</button>
        </div>
    }
}
