//! Draws the portal's pages from templates: everything in them is text and escaped as such.

use crate::language::Language;
use amends_core::document::policy::Text;
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::quantity::Unit;
use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Environment, State, Value};
use serde::Serialize;

/// The templates; the first part of a page's name is the portal it belongs to.
const TEMPLATES: [(&str, &str); 13] = [
    ("bank.html", include_str!("../pages/bank.html")),
    ("base.html", include_str!("../pages/base.html")),
    ("case.html", include_str!("../pages/case.html")),
    ("form.html", include_str!("../pages/form.html")),
    ("index.html", include_str!("../pages/index.html")),
    ("insurer.html", include_str!("../pages/insurer.html")),
    ("message.html", include_str!("../pages/message.html")),
    ("parts.html", include_str!("../pages/parts.html")),
    ("policy.html", include_str!("../pages/policy.html")),
    ("receipt.txt", include_str!("../pages/receipt.txt")),
    ("shop.html", include_str!("../pages/shop.html")),
    ("step.html", include_str!("../pages/step.html")),
    ("widget.html", include_str!("../pages/widget.html")),
];

/// The pages of the portal.
#[derive(Debug)]
pub struct Pages {
    environment: Environment<'static>,
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
        environment.add_filter("money", money);
        environment.add_filter("range", range);
        environment.add_filter("short_date", short_date);
        environment.add_filter("days", days);
        environment.add_filter("direction", direction);
        let spoken = Language::ALL.map(|one| Value::from(vec![one.tag(), one.name()]));
        environment.add_global("spoken", Value::from(spoken.to_vec()));
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
            values.insert("dir".into(), language.written().direction().into());
        }
        template.render(Serde(&values))
    }
}

/// The text of a policy in a language; its first one when it lacks that.
pub fn text_in(text: &Text, language: Language) -> String {
    text.get(language.tag()).or_else(|| text.values().next()).cloned().unwrap_or_default()
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

/// `"1040.00"|money("CNY")`: a decimal as a customer reads it.
fn money(state: &State<'_, '_>, decimal: String, currency: String) -> String {
    let written = || {
        let own = Currency::of(&currency)?;
        Some(language_of(state).written().money(own.minor(&decimal)?, own))
    };
    written().unwrap_or(decimal)
}

/// `total|range("CNY")`: an amount, or the least and the most of it; an open end is a dash.
fn range(state: &State<'_, '_>, range: Value, currency: String) -> String {
    let end = |name: &str| {
        let end = range.get_attr(name).ok().filter(|end| !end.is_none() && !end.is_undefined());
        end.map(|end| money(state, end.to_string(), currency.clone()))
    };
    match (end("low"), end("high")) {
        (Some(low), Some(high)) if low == high => low,
        (low, high) => [low.unwrap_or_default(), high.unwrap_or_default()].join(" – "),
    }
}

/// An ISO 8601 date in full.
fn date(state: &State<'_, '_>, day: String) -> String {
    let written = |day| language_of(state).written().date(day);
    day.parse().map_or_else(|_| day.clone(), written)
}

/// An ISO 8601 date without its year.
fn short_date(state: &State<'_, '_>, day: String) -> String {
    let form = language_of(state).pick("%-m月%-d日", "%-d %b");
    day.parse::<NaiveDate>().map_or_else(|_| day.clone(), |day| day.format(form).to_string())
}

/// Which way the language of a tag is written.
fn direction(tag: String) -> &'static str {
    Language::of_tag(&tag).unwrap_or_default().written().direction()
}

/// A number of days.
fn days(state: &State<'_, '_>, days: u32) -> String {
    let count = Exact::whole(days.into());
    language_of(state).written().quantity(count, &Unit::Days, Currency::NONE)
}

#[cfg(test)]
mod tests;
