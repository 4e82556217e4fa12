//! Draws the portal's pages from templates: everything in them is text and escaped as such.

use crate::language::Language;
use crate::problem::Problem;
use amends_core::document::policy::{PolicyDocument, Text};
use amends_core::document::quote::QuoteDocument;
use amends_core::document::submission::ReceiptDocument;
use amends_core::fault::Fault;
use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Environment, State, Value};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// The templates; the first part of a page's name is the portal it belongs to.
const TEMPLATES: [(&str, &str); 14] = [
    ("bank.html", include_str!("../pages/bank.html")),
    ("base.html", include_str!("../pages/base.html")),
    ("case.html", include_str!("../pages/case.html")),
    ("form.html", include_str!("../pages/form.html")),
    ("index.html", include_str!("../pages/index.html")),
    ("insurer.html", include_str!("../pages/insurer.html")),
    ("message.html", include_str!("../pages/message.html")),
    ("parts.html", include_str!("../pages/parts.html")),
    ("plain.html", include_str!("../pages/plain.html")),
    ("policy.html", include_str!("../pages/policy.html")),
    ("receipt.txt", include_str!("../pages/receipt.txt")),
    ("receipt.html", include_str!("../pages/receipt.html")),
    ("shop.html", include_str!("../pages/shop.html")),
    ("widget.html", include_str!("../pages/widget.html")),
];

/// The pages of the portal.
#[derive(Debug)]
pub struct Pages {
    environment: Environment<'static>,
}

/// The plain form that works without script: what it offers and what was typed into it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PlainForm {
    /// Where it is sent.
    pub action: String,
    /// Idempotency key, made when the form is drawn.
    pub key: String,
    /// Digest of the policy.
    pub policy: String,
    /// Headings with their problems: id and title.
    pub groups: Vec<(String, Vec<(String, String)>)>,
    /// Ways to reach the customer: id and title.
    pub channels: Vec<(&'static str, &'static str)>,
    /// What was typed, by field.
    pub typed: BTreeMap<String, String>,
}

/// A fact the portal already holds, as the customer reads it.
#[derive(Debug, Clone, Serialize)]
pub struct KnownShown {
    /// Name of the fact.
    pub label: String,
    /// Its value.
    pub value: String,
}

impl Pages {
    /// Reads the templates.
    ///
    /// # Errors
    /// A template that cannot be read; a test draws every page.
    pub fn new() -> Result<Self, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
        environment.add_function("say", say);
        environment.add_filter("words", words);
        environment.add_filter("date", date);
        environment.add_filter("short_date", short_date);
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        Ok(Self { environment })
    }

    /// Draws a page in a language.
    ///
    /// # Errors
    /// A template that asks for what `values` does not hold.
    pub fn draw(
        &self,
        name: &str,
        language: Language,
        mut values: serde_json::Value,
    ) -> Result<String, minijinja::Error> {
        let template = self.environment.get_template(name)?;
        if let Some(values) = values.as_object_mut() {
            values.insert("lang".into(), language.tag().into());
        }
        template.render(Serde(&values))
    }

    /// What a customer gets for a complaint sent by the plain form.
    ///
    /// # Errors
    /// As [`Pages::draw`].
    pub fn receipt(
        &self,
        language: Language,
        receipt: &ReceiptDocument,
        quote: &QuoteDocument,
        story: &str,
    ) -> Result<String, minijinja::Error> {
        let own = crate::portal::is_own(&quote.policy.id);
        let values = json!({ "receipt": receipt, "quote": quote, "story": story, "own": own });
        self.draw("receipt.html", language, values)
    }

    /// The plain form again, with what was typed and what is wrong with it.
    ///
    /// # Errors
    /// As [`Pages::draw`].
    pub fn plain(
        &self,
        language: Language,
        form: &PlainForm,
        problem: &Problem,
    ) -> Result<String, minijinja::Error> {
        let shown = |fault: &Fault| json!({ "words": fault.message, "field": field_of(&fault.at) });
        let faults: Vec<_> = problem.faults.iter().map(shown).collect();
        let (title, detail) = (problem.code.title(language), problem.code.detail(language));
        let values = json!({ "form": form, "faults": faults, "title": title, "detail": detail });
        self.draw("plain.html", language, values)
    }
}

/// The field of the plain form that a place in the complaint is typed into.
fn field_of(at: &str) -> Option<&'static str> {
    match at {
        "/problem" => Some("plain-problem"),
        "/story" => Some("plain-story"),
        "/choice/something_else" | "/choice" => Some("plain-wish"),
        "/contact/channel" => Some("plain-channel"),
        "/contact/address" => Some("plain-address"),
        _ => None,
    }
}

/// The text of a policy in a language; its first one when it lacks that.
pub fn text_in(text: &Text, language: Language) -> String {
    text.get(language.tag()).or_else(|| text.values().next()).cloned().unwrap_or_default()
}

/// Groups of a policy with their problems, as a list to choose from.
pub fn problems_of(
    document: &PolicyDocument,
    language: Language,
) -> Vec<(String, Vec<(String, String)>)> {
    let in_group = |id: &str| {
        let problems = document.problems.iter().filter(|problem| problem.group == id);
        problems.map(|one| (one.id.clone(), text_in(&one.title, language))).collect()
    };
    let groups = document.groups.iter();
    groups.map(|group| (text_in(&group.title, language), in_group(&group.id))).collect()
}

fn language_of(state: &State<'_, '_>) -> Language {
    let tag = state.lookup("lang").map(|tag| tag.to_string()).unwrap_or_default();
    Language::of_tag(&tag).unwrap_or_default()
}

/// `say("中文", "English")`: the words in the page's language.
fn say(state: &State<'_, '_>, chinese: String, english: String) -> String {
    language_of(state).pick(&chinese, &english).to_owned()
}

/// A text of a policy or record, which is a map from language to words.
fn words(state: &State<'_, '_>, text: Value) -> Value {
    let own = text.get_attr(language_of(state).tag()).unwrap_or_default();
    if own.is_undefined() {
        let first = text.try_iter().ok().and_then(|mut keys| keys.next());
        return first.and_then(|key| text.get_item(&key).ok()).unwrap_or(text);
    }
    own
}

/// An ISO 8601 date in full.
fn date(state: &State<'_, '_>, day: String) -> String {
    written(&day, language_of(state).pick("%Y年%-m月%-d日", "%-d %B %Y"))
}

/// An ISO 8601 date without its year.
fn short_date(state: &State<'_, '_>, day: String) -> String {
    written(&day, language_of(state).pick("%-m月%-d日", "%-d %b"))
}

fn written(day: &str, form: &str) -> String {
    day.parse::<NaiveDate>().map_or_else(|_| day.to_owned(), |day| day.format(form).to_string())
}

#[cfg(test)]
mod tests;
