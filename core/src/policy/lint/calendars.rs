//! Calendars: every year in force has its table, and deadlines stay inside.

use super::walk::Part;
use super::{Lint, entry};
use crate::date;
use crate::policy::Promise;
use crate::policy::place::Place;
use crate::policy::vocabulary::Scene;
use chrono::{Datelike, NaiveDate};

/// Calendars must speak for every year the policy is in force, when its last day is named.
pub(super) fn years(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    let from = policy.valid.0.year();
    let until = policy.valid.1.map_or(from, |until| until.year());
    for (id, calendar) in &policy.document.calendars {
        let at = Place::root().at("calendars").at(id).at("years");
        for year in (from..=until).filter(|year| !calendar.years.contains(year)) {
            let message = format!("`{id}` has no table for {year}, when the policy is in force");
            lint.say("calendar-gap", &at, message, "add the year's published table");
        }
    }
}

/// Deadlines that leave the calendar for a quote on the last day; without a last day all will.
pub(super) fn beyond(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    let counted = policy.commitments.iter().zip(&policy.document.commitments).enumerate();
    let working = |due| !Part::Formula(due).calendars().is_empty();
    let counted = counted.filter(|(_, (p, document))| document.within.is_some() && working(&p.due));
    let Some(last) = policy.valid.1 else {
        let calendars = policy.document.calendars.iter();
        if let Some(year) = calendars.flat_map(|(_, calendar)| &calendar.years).max()
            && counted.count() > 0
        {
            let message = format!("the calendars end with {year}, the policy has no last day");
            let help = "name the last day under `until`, within the years of the calendars";
            lint.say("calendar-gap", &Place::root().at("valid"), message, help);
        }
        return;
    };
    // The day after which a promise cannot be dated any more, by calendar.
    let dated = |promise: &Promise, day: NaiveDate| {
        let scene = Scene::unknown(&policy.vocabulary, date::to_number(day));
        promise.due.range(&policy.view(&scene)).is_ok_and(|due| due.high.is_some())
    };
    let leaving = counted.filter(|(_, (promise, _))| !dated(promise, last));
    let leaving: Vec<_> = leaving.collect();
    let Some((first, _)) = leaving.first() else { return };
    let all_dated = |day: NaiveDate| leaving.iter().all(|(_, (promise, _))| dated(promise, day));
    let days = (1..=366).filter_map(|back| last.checked_sub_days(chrono::Days::new(back)));
    let end = days.take_while(|day| *day >= policy.valid.0).find(|day| all_dated(*day));
    let after = end.map_or(policy.valid.0, |end| date::plus_days(end, 1).unwrap_or(end));
    let message = format!(
        "from {} on {} of the deadlines leave the calendar; quotes that promise one are refused",
        date::write(after),
        leaving.len()
    );
    let place = entry("commitments", *first).at("within");
    lint.say("calendar-gap", &place, message, "add the next year's table once it is published");
}
