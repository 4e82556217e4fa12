//! The questions of a problem: for each kind of fact its control.

use crate::drawing::{Drawn, View, draw, span};
use crate::journey::{Field, State};
use crate::labels::key;
use crate::parts::choice::choice;
use crate::parts::date_field::date_field;
use crate::parts::field::{Labelled, Line, control, framed, line};
use crate::parts::money_field::money_field;
use crate::parts::yes_no::yes_no;
use amends_core::complaint::Asked;
use amends_core::document::policy::{FactDocument, FactKind, Step};

/// The questions of a step.
pub fn questions(view: &mut View<'_>, step: Step) -> Drawn {
    let asked = &view.state.asked;
    draw! { view =>
        <>for it in asked.iter().filter(|it| it.step == step) { { question(view, it) } }</>
    }
}

fn question(view: &mut View<'_>, asked: &Asked) -> Drawn {
    let setting = view.setting();
    let Some(fact) = setting.policy.document().facts.get(&asked.fact) else {
        return view.nothing();
    };
    let field = Field::Fact(asked.fact.clone());
    let about = Labelled {
        field: &field,
        label: setting.question(asked),
        hint: fact.hint.as_ref().map_or("", |hint| setting.text(hint)),
        why: setting.text(&asked.why),
        optional: !asked.required,
    };
    answer(view, fact, &about)
}

fn answer(view: &mut View<'_>, fact: &FactDocument, about: &Labelled<'_>) -> Drawn {
    let setting = view.setting();
    match fact.kind {
        FactKind::Money => money_field(view, about),
        FactKind::Date => {
            let (least, most) =
                (limit(view.state, &fact.at_least), limit(view.state, &fact.at_most));
            date_field(view, about, least.as_deref(), most.as_deref())
        }
        FactKind::YesNo => yes_no(view, about),
        FactKind::Choice => {
            let values = fact.choices.iter().map(|it| (it.id.as_str(), setting.text(&it.label)));
            choice(view, about, &values.collect::<Vec<_>>())
        }
        FactKind::Text => {
            line(view, about, &Line { kind: "text", keyboard: "text", autocomplete: "off" })
        }
        FactKind::Minutes => number(view, about, view.t(key!("unit-minutes"))),
        FactKind::Days => number(view, about, view.t(key!("unit-days"))),
        FactKind::Percent => number(view, about, "%"),
        FactKind::Number => number(view, about, fact.unit.as_deref().unwrap_or_default()),
    }
}

/// A number as people write it, with its unit beside it.
fn number(view: &mut View<'_>, about: &Labelled<'_>, unit: &str) -> Drawn {
    let line = Line { kind: "text", keyboard: "decimal", autocomplete: "off" };
    framed(view, about, &|view| {
        draw! { view =>
            <span class="with-unit">
                { control(view, about, &line) }
                { span(view, "unit", unit) }
            </span>
        }
    })
}

/// A date literal of the policy as the picker wants it.
fn limit(state: &State, literal: &Option<String>) -> Option<String> {
    match literal.as_deref() {
        Some("today") => Some(amends_core::date::write(state.today)),
        other => other.map(str::to_owned),
    }
}
