//! What nothing uses: facts, commitments, groups, roles, calendars, histories; and the human route nobody wrote.

use super::walk::written;
use super::{Lint, entry};
use crate::document::Map;
use crate::document::policy::{Applies, FactKind, PolicyDocument, RouteKind, Text};
use crate::language::places;
use crate::policy::Policy;
use crate::policy::place::Place;
use crate::policy::vocabulary::{FactIndex, Source};
use std::collections::BTreeSet;

/// Looks at everything that has a name.
pub(super) fn check(lint: &mut Lint<'_>) {
    facts(lint);
    commitments(lint);
    names(lint);
    if !lint.policy.document.routes.iter().any(|route| route.kind == RouteKind::Human) {
        let message = "no route leads to a person".to_owned();
        let help = "add a route of the kind `human`: a telephone number, a branch";
        lint.say("no-human-route", &Place::root().at("routes"), message, help);
    }
}

fn facts(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    let used = used_facts(policy);
    let asked = |index: usize| {
        let mut questions = policy.problems.iter().flat_map(|problem| &problem.questions);
        questions.any(|(fact, _)| *fact == index)
    };
    for (index, fact) in policy.vocabulary.facts.iter().enumerate() {
        // Words are for the person who reads the complaint.
        let read = fact.kind == FactKind::Text && asked(index);
        if used.contains(&index) || read || matches!(fact.source, Source::BuiltIn) {
            continue;
        }
        let at = Place::root().at("facts").at(&fact.id);
        let message = format!("nothing uses `{}`", fact.id);
        lint.say("unused-fact", &at, message, "use it in a rule or a text, or remove it");
    }
}

fn commitments(lint: &mut Lint<'_>) {
    let policy = lint.policy;
    for (i, commitment) in policy.document.commitments.iter().enumerate() {
        let rungs = policy.limits.approval.iter();
        let named = policy.remedies.iter().any(|remedy| remedy.commitment == i)
            || policy.elements.iter().any(|(_, backing)| *backing == Some(i))
            || rungs.filter_map(|rung| rung.approver.as_ref()).any(|(_, decided)| *decided == i)
            || policy
                .document
                .escalations
                .iter()
                .any(|escalation| escalation.commitment.as_deref() == Some(commitment.id.as_str()));
        if commitment.applies == Applies::WithRemedy && !named {
            let message = format!("nothing names `{}`", commitment.id);
            let help = "name it in a remedy, or remove it";
            lint.say("never-reachable", &entry("commitments", i), message, help);
        }
    }
}

/// Groups, roles, calendars and histories.
fn names(lint: &mut Lint<'_>) {
    let d = &lint.policy.document;
    let mut unused: Vec<(Place, &str)> = Vec::new();
    for (i, group) in d.groups.iter().enumerate() {
        if !d.problems.iter().any(|problem| problem.group == group.id) {
            unused.push((entry("groups", i), &group.id));
        }
    }
    let roles = used_roles(d);
    let roles = d.roles.keys().filter(|role| !roles.contains(role.as_str()));
    unused.extend(roles.map(|role| (Place::root().at("roles").at(role), role.as_str())));
    let (mut calendars, mut histories) = (BTreeSet::new(), BTreeSet::new());
    for part in written(lint.policy) {
        part.each(&mut |part| {
            calendars.extend(part.calendars());
            histories.extend(part.history());
        });
    }
    unused.extend(not_among("calendars", &d.calendars, &calendars));
    unused.extend(not_among("histories", &d.histories, &histories));
    for (at, id) in unused {
        lint.say("unused-name", &at, format!("nothing names `{id}`"), "name it, or remove it");
    }
}

fn used_roles(d: &PolicyDocument) -> BTreeSet<&str> {
    let remedies = d.remedies.iter().map(|remedy| &remedy.by);
    let commitments = d.commitments.iter().map(|commitment| &commitment.by);
    let approvers = d.limits.approval.iter().filter_map(|rung| rung.by.as_ref());
    let approvers = approvers.chain(d.escalations.iter().filter_map(|e| e.by.as_ref()));
    let senders = d.apology.senders.iter().map(|sender| &sender.role);
    let missed =
        d.commitments.iter().filter_map(|commitment| commitment.missed.as_ref()?.to.as_ref());
    let all = remedies.chain(commitments).chain(approvers).chain(senders).chain(missed);
    all.map(String::as_str).collect()
}

/// The entries that are not among those used by index.
fn not_among<'d, T>(
    part: &str,
    names: &'d Map<T>,
    used: &BTreeSet<usize>,
) -> Vec<(Place, &'d str)> {
    let names = names.keys().enumerate().filter(|(index, _)| !used.contains(index));
    names.map(|(_, name)| (Place::root().at(part).at(name), name.as_str())).collect()
}

/// Every fact that a rule, a formula, a question's condition or a text reads.
fn used_facts(policy: &Policy) -> BTreeSet<FactIndex> {
    let mut used = BTreeSet::new();
    for part in written(policy) {
        part.each(&mut |part| used.extend(part.fact()));
    }
    used.extend(policy.limits.per_customer.iter().map(|(_, fact)| *fact));
    used.extend(policy.second_failure);
    let words = sentences(&policy.document).into_iter().flat_map(Text::values);
    let names = words.flat_map(|words| places(words).unwrap_or_default());
    used.extend(names.filter_map(|name| policy.vocabulary.find(name)));
    used
}

/// Every text in which facts are filled in.
fn sentences(d: &PolicyDocument) -> Vec<&Text> {
    let mut texts = vec![&d.notices.automated_decision, &d.notices.privacy];
    for problem in &d.problems {
        texts.extend(problem.questions.iter().map(|question| &question.why));
        texts.extend(problem.questions.iter().filter_map(|question| question.ask.as_ref()));
        texts.extend(problem.responsibility.iter().map(|rule| &rule.because));
        texts.extend(problem.severity.iter().map(|rule| &rule.because));
        texts.extend(problem.not_due.iter().map(|rule| &rule.because));
        texts.extend(problem.contradictions.iter().map(|rule| &rule.says));
        texts.extend(&problem.group_incident);
    }
    for remedy in &d.remedies {
        texts.extend([&remedy.because, &remedy.promise]);
        texts.extend(remedy.unless.iter().map(|rule| &rule.because));
        texts.extend(remedy.conditions.iter().chain(&remedy.arrives));
    }
    texts.extend(d.options.iter().map(|option| &option.because));
    texts.extend(d.escalations.iter().map(|escalation| &escalation.because));
    for commitment in &d.commitments {
        texts.push(&commitment.if_missed);
        texts.extend(commitment.unless.iter().map(|rule| &rule.because));
    }
    texts.extend(d.routes.iter().map(|route| &route.detail));
    texts.extend(d.apology.elements.iter().map(|element| &element.text));
    texts.extend(d.apology.text_messages.iter().map(|message| &message.text));
    texts.extend(d.apology.letter.iter().flat_map(|letter| &letter.salutations));
    texts
}
