//! Words of a policy: complete in every language, with places that can be filled.

mod apology;

use super::compile::Compiler;
use super::place::Place;
use crate::document::policy::{NotDueRule, PolicyDocument, Text};
use crate::fault::{nearest, words};
use crate::language::{Language, places};
use std::collections::BTreeSet;

/// Places every sentence may use beside facts.
const EVERYWHERE: [&str; 2] = ["problem", "institution"];
/// Places of a remedy's sentences.
const REMEDY: [&str; 3] = ["amount", "due", "by"];

/// Checks every text of the document.
pub(super) fn check(c: &mut Compiler, d: &PolicyDocument) {
    languages(c, d);
    let inside = std::mem::take(&mut c.sentences);
    let mut texts = Texts { c, d };
    inside.iter().for_each(|(at, text)| texts.sentence(text, &[], at));
    texts.labels();
    texts.sentences();
    texts.remedies();
    texts.apology();
}

fn languages(c: &mut Compiler, d: &PolicyDocument) {
    let root = Place::root().at("languages");
    if d.languages.is_empty() {
        c.fault("missing-language", &root, "no language is named".to_owned(), "name at least one");
    }
    for (index, tag) in d.languages.iter().enumerate() {
        if Language::of(tag).is_none() {
            let message = words!("`{tag}` is not a language this version speaks");
            c.fault(
                "unknown-language",
                &root.at(index),
                message,
                "use `zh-Hans`, `zh-Hant`, `en` or `ar`",
            );
        }
    }
}

struct Texts<'c, 'd> {
    c: &'c mut Compiler,
    d: &'d PolicyDocument,
}

impl Texts<'_, '_> {
    /// A text without places.
    fn label(&mut self, text: &Text, at: &Place) {
        self.complete(text, at);
        for (tag, _) in text.iter().filter(|(_, words)| words.contains('{')) {
            let message = "this text is shown as it is; it has no places to fill".to_owned();
            self.c.fault("unknown-place", &at.at(tag), message, "remove the braces");
        }
    }

    /// A text with places for facts and the named extras.
    fn sentence(&mut self, text: &Text, extras: &[&str], at: &Place) {
        self.complete(text, at);
        let mut first: Option<(&str, BTreeSet<&str>)> = None;
        for (tag, words) in text {
            let Ok(names) = places(words) else {
                let message = "a `{` is not closed".to_owned();
                self.c.fault("unknown-place", &at.at(tag), message, "close it with `}`");
                continue;
            };
            let (known, unknown): (Vec<&str>, Vec<&str>) =
                names.into_iter().partition(|name| self.is_place(name, extras));
            for name in unknown {
                self.unknown_place(name, extras, &at.at(tag));
            }
            let names: BTreeSet<&str> = known.into_iter().collect();
            let Some((other, filled)) = &first else {
                first = Some((tag, names));
                continue;
            };
            let differing: Vec<String> =
                names.symmetric_difference(filled).map(|name| words!("`{{{name}}}`")).collect();
            if !differing.is_empty() {
                let message =
                    words!("only one of `{other}` and `{tag}` says {}", differing.join(", "));
                let help = "use the same `{…}` in every language";
                self.c.fault("unequal-places", &at.at(tag), message, help);
            }
        }
    }

    fn is_place(&self, name: &str, extras: &[&str]) -> bool {
        self.d.facts.contains_key(name) || EVERYWHERE.contains(&name) || extras.contains(&name)
    }

    fn unknown_place(&mut self, name: &str, extras: &[&str], at: &Place) {
        let facts = self.d.facts.keys().map(String::as_str);
        let known = facts.chain(EVERYWHERE).chain(extras.iter().copied());
        let help = match nearest(name, known) {
            Some(near) => words!("did you mean `{{{near}}}`?"),
            None => words!("use the id of a fact, or one of the places this text may use"),
        };
        self.c.fault("unknown-place", at, words!("nothing is called `{{{name}}}` here"), &help);
    }

    /// Faults words that are missing, empty or in another language.
    fn complete(&mut self, text: &Text, at: &Place) {
        for tag in &self.d.languages {
            if text.get(tag).is_none_or(|words| words.trim().is_empty()) {
                let message = words!("the words in `{tag}` are missing");
                self.c.fault(
                    "missing-language",
                    at,
                    message,
                    "say it in every language of the policy",
                );
            }
        }
        for tag in text.keys().filter(|tag| !self.d.languages.contains(*tag)) {
            let message = words!("`{tag}` is not among the languages of the policy");
            self.c.fault(
                "unknown-language",
                &at.at(tag),
                message,
                "add it to `languages`, or remove it",
            );
        }
    }

    fn labels(&mut self) {
        let (d, root) = (self.d, Place::root());
        self.label(&d.institution, &root.at("institution"));
        for (id, fact) in &d.facts {
            let at = root.at("facts").at(id);
            self.label(&fact.label, &at.at("label"));
            if let Some(hint) = &fact.hint {
                self.label(hint, &at.at("hint"));
            }
            for (i, choice) in fact.choices.iter().enumerate() {
                self.label(&choice.label, &at.at("choices").at(i).at("label"));
            }
        }
        let titled = [
            ("groups", d.groups.iter().map(|x| &x.title).collect::<Vec<_>>()),
            ("problems", d.problems.iter().map(|x| &x.title).collect()),
            ("evidence", d.evidence.iter().map(|x| &x.label).collect()),
            ("wishes", d.wishes.iter().map(|x| &x.title).collect()),
            ("options", d.options.iter().map(|x| &x.title).collect()),
            ("commitments", d.commitments.iter().map(|x| &x.title).collect()),
            ("routes", d.routes.iter().map(|x| &x.title).collect()),
            ("remedies", d.remedies.iter().map(|x| &x.title).collect()),
        ];
        for (part, titles) in titled {
            let key = if part == "evidence" { "label" } else { "title" };
            for (i, title) in titles.into_iter().enumerate() {
                self.label(title, &root.at(part).at(i).at(key));
            }
        }
        for (id, name) in &d.roles {
            self.label(name, &root.at("roles").at(id));
        }
        self.more_titles();
        if let Some(limit) = &d.limits.per_customer {
            self.label(&limit.period, &root.at("limits").at("per_customer").at("period"));
        }
    }

    /// Titles inside remedies and problems.
    fn more_titles(&mut self) {
        let (d, root) = (self.d, Place::root());
        for (i, remedy) in d.remedies.iter().enumerate() {
            let at = root.at("remedies").at(i);
            let titles = |part: &str, index: usize| at.at(part).at(index).at("title");
            for (j, part) in remedy.parts.iter().enumerate() {
                self.label(&part.title, &titles("parts", j));
            }
            for (j, figure) in remedy.figures.iter().enumerate() {
                self.label(&figure.title, &titles("figures", j));
            }
            for (j, party) in remedy.borne_by.iter().enumerate() {
                self.label(&party.title, &titles("borne_by", j));
            }
        }
        for (i, problem) in d.problems.iter().enumerate() {
            for (j, figure) in problem.figures.iter().enumerate() {
                let at = root.at("problems").at(i).at("figures").at(j).at("title");
                self.label(&figure.title, &at);
            }
        }
    }

    /// The words of reasons that refuse something.
    fn reasons(&mut self, rules: &[NotDueRule], at: &Place) {
        for (j, rule) in rules.iter().enumerate() {
            self.sentence(&rule.because, &[], &at.at(j).at("because"));
        }
    }

    fn sentences(&mut self) {
        let (d, root) = (self.d, Place::root());
        for (i, problem) in d.problems.iter().enumerate() {
            let at = root.at("problems").at(i);
            for (j, question) in problem.questions.iter().enumerate() {
                let at = at.at("questions").at(j);
                self.sentence(&question.why, &[], &at.at("why"));
                if let Some(ask) = &question.ask {
                    self.sentence(ask, &[], &at.at("ask"));
                }
            }
            for (j, rule) in problem.responsibility.iter().enumerate() {
                self.sentence(&rule.because, &[], &at.at("responsibility").at(j).at("because"));
            }
            for (j, rule) in problem.severity.iter().enumerate() {
                self.sentence(&rule.because, &[], &at.at("severity").at(j).at("because"));
            }
            self.reasons(&problem.not_due, &at.at("not_due"));
            for (j, rule) in problem.contradictions.iter().enumerate() {
                self.sentence(&rule.says, &[], &at.at("contradictions").at(j).at("says"));
            }
            if let Some(notice) = &problem.group_incident {
                self.sentence(notice, &[], &at.at("group_incident"));
            }
        }
        for (i, kind) in d.evidence.iter().enumerate() {
            let at = root.at("evidence").at(i);
            self.label(&kind.why, &at.at("why"));
            kind.without.iter().for_each(|text| self.label(text, &at.at("without")));
        }
        for (i, option) in d.options.iter().enumerate() {
            self.sentence(&option.because, &[], &root.at("options").at(i).at("because"));
        }
        for (i, escalation) in d.escalations.iter().enumerate() {
            let at = root.at("escalations").at(i).at("because");
            self.sentence(&escalation.because, &[], &at);
        }
        for (i, commitment) in d.commitments.iter().enumerate() {
            let at = root.at("commitments").at(i);
            self.sentence(&commitment.if_missed, &[], &at.at("if_missed"));
            self.reasons(&commitment.unless, &at.at("unless"));
        }
        for (i, route) in d.routes.iter().enumerate() {
            self.sentence(&route.detail, &[], &root.at("routes").at(i).at("detail"));
        }
        self.follow_up();
        let notices = root.at("notices");
        self.sentence(&d.notices.automated_decision, &[], &notices.at("automated_decision"));
        self.sentence(&d.notices.privacy, &[], &notices.at("privacy"));
    }

    /// The words after the receipt; reasons for waiting name no facts.
    fn follow_up(&mut self) {
        let Some(document) = &self.d.follow_up else { return };
        let at = Place::root().at("follow_up");
        if let Some(second) = &document.second_failure {
            self.label(&second.because, &at.at("second_failure").at("because"));
        }
        for (i, reason) in document.waiting.iter().flat_map(|w| &w.reasons).enumerate() {
            self.label(&reason.text, &at.at("waiting").at("reasons").at(i).at("text"));
        }
    }

    fn remedies(&mut self) {
        for (i, remedy) in self.d.remedies.iter().enumerate() {
            let at = Place::root().at("remedies").at(i);
            self.sentence(&remedy.because, &REMEDY, &at.at("because"));
            self.reasons(&remedy.unless, &at.at("unless"));
            self.sentence(&remedy.promise, &REMEDY, &at.at("promise"));
            let more = [(&remedy.conditions, "conditions"), (&remedy.arrives, "arrives")];
            for (text, key) in more {
                text.iter().for_each(|text| self.sentence(text, &REMEDY, &at.at(key)));
            }
            for (tag, words) in &remedy.promise {
                if !words.contains("{due}") {
                    let message = "this promise has no date".to_owned();
                    let at = at.at("promise").at(tag);
                    self.c.fault("undated-promise", &at, message, "say by when, with `{due}`");
                }
            }
            let amounts = remedy.promise.values().any(|words| words.contains("{amount}"));
            if amounts && remedy.amount.is_none() && remedy.parts.is_empty() {
                let message = "this promise names an amount the remedy does not have".to_owned();
                self.c.fault("unknown-place", &at.at("promise"), message, "remove `{amount}`");
            }
        }
    }
}
