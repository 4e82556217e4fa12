//! What went wrong: problems under their headings.

use super::heading;
use crate::deeds::Deed;
use crate::drawing::{Drawn, View, draw};
use crate::journey::Field;
use crate::labels::key;
use crate::parts::buttons;
use crate::parts::choice::row;
use amends_core::document::policy::GroupDocument;

/// The screen.
pub fn problem(view: &mut View<'_>) -> Drawn {
    let policy = view.setting().policy.document();
    draw! { view =>
        <>
            { heading(view, key!("problem-title"), key!("problem-lead")) }
            for it in &policy.groups { { group(view, it) } }
            { buttons(view, false) }
        </>
    }
}

/// The problems of a group; the first of all carries the field's id, so that the error summary reaches it.
fn group(view: &mut View<'_>, group: &GroupDocument) -> Drawn {
    let setting = view.setting();
    let policy = setting.policy.document();
    let one_of = |group: &GroupDocument| policy.problems.iter().find(|it| it.group == group.id);
    let first = policy.groups.iter().find_map(one_of).map(|it| &it.id);
    draw! { view =>
        <fieldset class="field" key={&group.id}>
            <legend>{ setting.text(&group.title) }</legend>
            <div class="choices" on={Deed::Pick(Field::Problem)}>
                for problem in policy.problems.iter().filter(|it| it.group == group.id) {
                    { row(view, &Field::Problem, &problem.id, Some(&problem.id) == first, setting.text(&problem.title)) }
                }
            </div>
        </fieldset>
    }
}
