//! What the fields mean, as typed: values that the policy accepts, or the message that says what to do.

use super::{Field, State};
use crate::labels::key;
use crate::typed::{Reader, Typed};
use amends_core::complaint::answer_fault;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;
use amends_core::fault::Fault;
use amends_core::money::Currency;

impl State {
    /// A fact as typed: nothing, a value the policy accepts, or the message that says what to do.
    pub(super) fn read_fact(&self, fact: &str, raw: &str) -> Result<Option<Scalar>, String> {
        if raw.is_empty() { Ok(None) } else { self.read(fact, raw) }
    }

    fn read(&self, fact: &str, raw: &str) -> Result<Option<Scalar>, String> {
        let policy = self.setting.policy.document();
        let Some(known) = policy.facts.get(fact) else { return Ok(None) };
        let (reader, unit) = (self.setting.reader(self.today), known.unit.as_deref());
        let read = if known.list.is_some() { Reader::list } else { Reader::typed };
        match read(&reader, known.kind, unit, raw) {
            Typed::Nothing => Ok(None),
            Typed::Unreadable(key) => Err(self.unreadable(key)),
            Typed::Twofold(key, meanings) => Err(self.twofold(key, &meanings)),
            Typed::Value(value) => match self.refusal(fact, &value) {
                None => Ok(Some(value)),
                Some(message) => Err(message),
            },
        }
    }

    fn unreadable(&self, key: &str) -> String {
        let currency = &self.setting.policy.document().currency;
        self.setting.labels.fill(key, &[("currency", currency)])
    }

    /// That it could be either of two days or amounts.
    fn twofold(&self, key: &str, meanings: &[String; 2]) -> String {
        let days = key == key!("fault-two-dates");
        let [first, second] = meanings
            .each_ref()
            .map(|it| if days { self.setting.date(it) } else { self.setting.money(it) });
        self.setting.labels.fill(key, &[("first", &first), ("second", &second)])
    }

    /// How a field was understood, in words; nothing where it was not, or where that says no more than what was typed.
    /// A gate: in a browser it is there only once the whole form is.
    #[inline(never)]
    pub fn understood(&self, field: &Field) -> String {
        let Some(value) = self.meaning(field) else { return String::new() };
        self.setting.labels.fill(key!("understood"), &[("value", &value)])
    }

    /// The day that a field holds, as a picker wants it; empty while it holds none. A gate as well.
    #[inline(never)]
    pub fn day(&self, field: &Field) -> String {
        match self.setting.reader(self.today).typed(FactKind::Date, None, self.raw(field)) {
            Typed::Value(Scalar::Text(day)) => day,
            _ => String::new(),
        }
    }

    fn meaning(&self, field: &Field) -> Option<String> {
        let (setting, raw) = (&self.setting, self.raw(field));
        let (value, kind) = match field {
            Field::WishAmount => (Scalar::Text(self.wished_amount().ok()??), FactKind::Money),
            Field::Fact(fact) => {
                let known = setting.policy.document().facts.get(fact)?;
                (self.read_fact(fact, raw).ok()??, known.kind)
            }
            _ => return None,
        };
        let Scalar::Text(value) = value else { return None };
        match kind {
            FactKind::Money if value != raw => Some(setting.money(&value)),
            FactKind::Date => Some(setting.date(&value)),
            _ => None,
        }
    }

    /// What the policy has against a value, in the customer's language.
    fn refusal(&self, fact: &str, value: &Scalar) -> Option<String> {
        let setting = &self.setting;
        let fault = answer_fault(&setting.policy, fact, value, self.today, &setting.language)?;
        Some(self.sentence(&fault))
    }

    /// A fault in one sentence or two.
    pub(super) fn sentence(&self, fault: &Fault) -> String {
        let joined = fault.help.is_empty() || self.setting.language.starts_with("zh");
        [fault.message.as_str(), if joined { "" } else { " " }, &fault.help].concat()
    }

    /// The amount the customer asks for, as typed; the message when it is none.
    pub fn wished_amount(&self) -> Result<Option<String>, String> {
        if self.raw(&Field::WishAmount).is_empty() { Ok(None) } else { self.read_wished() }
    }

    fn read_wished(&self) -> Result<Option<String>, String> {
        let code = &self.setting.policy.document().currency;
        let fine = |amount: &str| {
            let minor = Currency::of(code).and_then(|currency| currency.minor(amount));
            minor.is_some_and(|minor| !minor.is_negative())
        };
        let reader = self.setting.reader(self.today);
        match reader.typed(FactKind::Money, None, self.raw(&Field::WishAmount)) {
            Typed::Value(Scalar::Text(amount)) if fine(&amount) => Ok(Some(amount)),
            Typed::Value(_) => Err(self.unreadable(key!("fault-money"))),
            Typed::Nothing => Ok(None),
            Typed::Twofold(key, meanings) => Err(self.twofold(key, &meanings)),
            Typed::Unreadable(key) => Err(self.unreadable(key)),
        }
    }
}
