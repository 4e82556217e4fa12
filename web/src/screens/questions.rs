//! The questions of a problem: for each kind of fact its control.

use crate::journey::Field;
use crate::labels::key;
use crate::parts::View;
use crate::parts::choice::choice;
use crate::parts::date_field::date_field;
use crate::parts::field::{Labelled, Line, control, framed, line};
use crate::parts::money_field::money_field;
use crate::parts::words::span;
use crate::parts::yes_no::yes_no;
use amends_core::complaint::Asked;
use amends_core::document::policy::{FactDocument, FactKind, Step};
use yew::prelude::*;

/// The questions of a step.
pub fn questions(view: View<'_>, step: Step) -> Html {
    let here = view.state.asked.iter().filter(|asked| asked.step == step);
    here.map(|asked| question(view, asked)).collect()
}

fn question(view: View<'_>, asked: &Asked) -> Html {
    let setting = view.setting();
    let Some(fact) = setting.policy.document().facts.get(&asked.fact) else {
        return Html::default();
    };
    let field = Field::Fact(asked.fact.clone());
    let ask = asked.ask.as_ref().unwrap_or(&fact.label);
    let about = Labelled {
        field: &field,
        label: setting.text(ask),
        hint: fact.hint.as_ref().map_or("", |hint| setting.text(hint)),
        why: setting.text(&asked.why),
        optional: !asked.required,
    };
    answer(view, fact, &about)
}

fn answer(view: View<'_>, fact: &FactDocument, about: &Labelled<'_>) -> Html {
    if fact.list.is_some() {
        return line(view, about, Line { kind: "text", keyboard: "text", autocomplete: "off" });
    }
    match fact.kind {
        FactKind::Money => money_field(view, about),
        FactKind::Date => date_field(
            view,
            about,
            limit(view, fact.at_least.as_ref()),
            limit(view, fact.at_most.as_ref()),
        ),
        FactKind::YesNo => yes_no(view, about),
        FactKind::Choice => {
            let words = |it: &amends_core::document::policy::ChoiceDocument| {
                (it.id.clone(), AttrValue::from(view.setting().text(&it.label).to_owned()))
            };
            choice(view, about, &fact.choices.iter().map(words).collect::<Vec<_>>())
        }
        FactKind::Text => {
            line(view, about, Line { kind: "text", keyboard: "text", autocomplete: "off" })
        }
        FactKind::Minutes => number(view, about, view.t(key!("unit-minutes"))),
        FactKind::Days => number(view, about, view.t(key!("unit-days"))),
        FactKind::Percent => number(view, about, "%".into()),
        FactKind::Number => number(view, about, fact.unit.clone().unwrap_or_default().into()),
    }
}

/// A number as people write it, with its unit beside it.
fn number(view: View<'_>, about: &Labelled<'_>, unit: AttrValue) -> Html {
    let line = Line { kind: "text", keyboard: "decimal", autocomplete: "off" };
    let control = html! {
        <span class="with-unit">
            { control(view, about, line) }
            { span("unit", unit) }
        </span>
    };
    framed(view, about, control)
}

/// A date literal of the policy as the picker wants it.
fn limit(view: View<'_>, literal: Option<&String>) -> String {
    match literal.map(String::as_str) {
        Some("today") => amends_core::date::write(view.state.today),
        Some(date) => date.to_owned(),
        None => String::new(),
    }
}
