//! What went wrong: problems under their headings.

use super::heading;
use crate::journey::Field;
use crate::labels::key;
use crate::parts::words::{all, span};
use crate::parts::{View, buttons};
use amends_core::document::policy::{GroupDocument, ProblemDocument};
use yew::prelude::*;

/// The screen.
pub fn problem(view: View<'_>) -> Html {
    let policy = view.setting().policy.document();
    let group = |group: &GroupDocument| {
        let here: Vec<_> = policy.problems.iter().filter(|it| it.group == group.id).collect();
        let title = view.setting().text(&group.title).to_owned();
        html! {
            <fieldset class="field" key={group.id.clone()}>
                <legend>{ title }</legend>
                <div class="choices">{ all(here.into_iter().map(|it| row(view, it))) }</div>
            </fieldset>
        }
    };
    html! {
        <>
            { heading(view, view.t(key!("problem-title")), view.t(key!("problem-lead"))) }
            { all(policy.groups.iter().map(group)) }
            { buttons(view, false, view.t(key!("next"))) }
        </>
    }
}

/// One problem; the first of all carries the field's id, so that the error summary reaches it.
fn row(view: View<'_>, problem: &ProblemDocument) -> Html {
    let first = view.setting().policy.document().groups.iter().find_map(|group| {
        view.setting().policy.document().problems.iter().find(|it| it.group == group.id)
    });
    let name = view.id("problem");
    let is_first = first.is_some_and(|first| first.id == problem.id);
    let id = if is_first { name.clone() } else { [&name, "-", &problem.id].concat() };
    html! {
        <label class="choice" part="choice" key={problem.id.clone()}>
            <input type="radio" id={id} name={name} value={problem.id.clone()}
                checked={view.state.raw(&Field::Problem) == problem.id}
                onchange={view.pick(&Field::Problem, &problem.id)} />
            { span("", view.setting().text(&problem.title).to_owned()) }
        </label>
    }
}
