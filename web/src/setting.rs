//! What does not change while a customer types: policy, words, language, supplied facts; and how texts, amounts and
//! dates read in that language.

use crate::labels::{Labels, key};
use crate::typed::Reader;
use amends_core::complaint::{Asked, Complaint};
use amends_core::document::Map;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::Text;
use amends_core::document::quote::RangeDocument;
use amends_core::language::Language;
use amends_core::money::Currency;
use amends_core::policy::Policy;
use chrono::NaiveDate;

/// A policy that several hold. A page keeps it for as long as it lasts and so needs no code that takes it apart.
#[cfg(target_arch = "wasm32")]
pub type Shared = &'static Policy;
/// A policy that several hold.
#[cfg(not(target_arch = "wasm32"))]
pub type Shared = std::sync::Arc<Policy>;

/// The policy of packed bytes; none when they are not those of one.
#[cfg(target_arch = "wasm32")]
pub fn unpacked(bytes: &[u8]) -> Option<Shared> {
    Policy::unpack_for_good(bytes)
}
/// The policy of packed bytes; none when they are not those of one.
#[cfg(not(target_arch = "wasm32"))]
pub fn unpacked(bytes: &[u8]) -> Option<Shared> {
    Policy::unpack(bytes).map(Shared::new)
}

/// The setting of one form.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The policy whose problems, questions and promises are shown.
    pub policy: Shared,
    /// The form's own words.
    pub labels: Labels,
    /// BCP 47 tag of the policy's texts: one of the policy's languages.
    pub language: String,
    /// BCP 47 tag of the customer, with a region where it is known: how dates and amounts are typed there.
    pub locale: String,
    /// Begins every id inside this instance.
    pub prefix: String,
    /// Facts the portal supplied; never asked.
    pub known: Map<Scalar>,
}

impl Setting {
    /// A policy text in the form's language.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        let found = text.get(&self.language).or_else(|| text.values().next());
        found.map_or("", String::as_str)
    }

    /// A question in the form's language; where a problem asks none of its own, the label of the fact.
    pub fn question<'a>(&'a self, asked: &'a Asked) -> &'a str {
        let label = || self.policy.document().facts.get(&asked.fact).map(|fact| &fact.label);
        asked.ask.as_ref().or_else(label).map_or("", |ask| self.text(ask))
    }

    /// The core's words for quantities.
    pub fn speaks(&self) -> Language {
        Language::of(&self.language).unwrap_or(Language::English)
    }

    /// How the customer writes, on a day.
    pub fn reader(&self, today: NaiveDate) -> Reader<'_> {
        let currency = &self.policy.document().currency;
        Reader { language: self.speaks(), locale: &self.locale, today, currency }
    }

    /// A decimal in the policy's currency as a customer reads it.
    pub fn money(&self, decimal: &str) -> String {
        let currency = Currency::of(&self.policy.document().currency);
        let minor = currency.and_then(|currency| Some((currency.minor(decimal)?, currency)));
        minor.map_or_else(|| decimal.to_owned(), |(minor, own)| self.speaks().money(minor, own))
    }

    /// A range of amounts: a point, two ends, or an open end.
    pub fn range(&self, range: &RangeDocument) -> String {
        let low = self.money(&range.low);
        match &range.high {
            None => self.labels.fill(key!("range-open"), &[("low", &low)]),
            Some(high) if *high == range.low => low,
            Some(high) => {
                self.labels.fill(key!("range"), &[("low", &low), ("high", &self.money(high))])
            }
        }
    }

    /// An ISO 8601 date as a customer reads it.
    pub fn date(&self, iso: &str) -> String {
        let written = |date| self.speaks().date(date);
        amends_core::date::read(iso).map_or_else(|| iso.to_owned(), written)
    }

    /// The supplied facts the policy can use, and the ids of those it refuses. Facts of no concern are left out.
    pub fn usable(&self, known: Map<Scalar>, today: NaiveDate) -> (Map<Scalar>, Vec<String>) {
        let facts = &self.policy.document().facts;
        let mut known = known;
        known.retain(|fact, _| facts.contains_key(fact));
        let mut bare = ComplaintDocument {
            problem: String::new(),
            language: None,
            answers: Map::new(),
            known,
            wish: None,
            story: String::new(),
            evidence: Vec::new(),
            contact: None,
            choice: None,
        };
        let faults = Complaint::read(&self.policy, &bare, today).err().unwrap_or_default();
        let refused = faults.iter().filter_map(|fault| fault.at.strip_prefix("/known/"));
        let refused: Vec<String> = refused.map(str::to_owned).collect();
        bare.known.retain(|fact, _| !refused.contains(fact));
        (bare.known, refused)
    }
}
