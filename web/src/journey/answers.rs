//! From what was typed to a complaint, its quote, and the message at each field.

use super::restored::OFFERED;
use super::{
    Effect, Field, Fields, Later, Notice, Restored, SOMETHING_ELSE, Screen, Sending, State, Target,
};
use crate::labels::{Labels, key, number};
use crate::setting::Shared;
use amends_core::complaint::{LONGEST_STORY, LONGEST_TEXT, asked, evidence_asked};
use amends_core::document::Map;
use amends_core::document::complaint::{
    ComplaintDocument, ContactChannel, ContactDocument, WishedDocument,
};
use amends_core::document::formula::Scalar;
use amends_core::document::quote::QuoteDocument;
use amends_core::fault::Fault;
use chrono::NaiveDate;
use std::mem;
use std::rc::Rc;

/// The ways to be reached, with their names in forms and drafts.
pub const CHANNELS: [(ContactChannel, &str); 4] = [
    (ContactChannel::Portal, "portal"),
    (ContactChannel::Phone, "phone"),
    (ContactChannel::Email, "email"),
    (ContactChannel::TextMessage, "text_message"),
];

/// How often questions are asked for again while answers fall away with their questions.
const MOST_ROUNDS: usize = 8;

impl State {
    pub(super) fn set_today(&mut self, day: NaiveDate) {
        if day != self.today {
            self.today = day;
            self.requote();
        }
    }

    pub(super) fn set_known(&mut self, known: Map<Scalar>, effects: &mut Vec<Effect>) {
        self.setting.known = known;
        if self.later == Later::Here {
            self.check_known(effects);
            self.requote();
        }
    }

    /// Keeps what of the supplied facts the policy can use, and tells the host of the others. A gate: in a browser it is
    /// there only once the whole form is.
    #[inline(never)]
    pub(super) fn check_known(&mut self, effects: &mut Vec<Effect>) {
        let known = mem::take(&mut self.setting.known);
        let (known, refused) = self.setting.usable(known, self.today);
        for fact in refused {
            effects.push(Effect::Tell(Notice::Failed("known", Some(fact))));
        }
        self.setting.known = known;
    }

    /// Another policy is a new question to the customer, too.
    pub(super) fn set_words(
        &mut self,
        labels: Labels,
        policy: Shared,
        [language, locale]: [String; 2],
        effects: &mut Vec<Effect>,
    ) {
        let same = policy.digest() == self.setting.policy.digest();
        let before = self.offer_words();
        policy.language_for(&language).clone_into(&mut self.setting.language);
        self.setting.locale = locale;
        self.setting.labels = labels;
        self.setting.policy = policy;
        let fields: Vec<Field> = self.shown.iter().map(|(field, _)| field.clone()).collect();
        for field in fields {
            self.refresh_fault(&field);
        }
        self.requote();
        if !same && !before.is_empty() {
            if matches!(self.sending, Sending::Refused(_)) {
                self.sending = Sending::Idle;
            }
            self.restored = Some(Restored::between(before, self.offer_words()));
            effects.push(Effect::Focus(Target::Notice));
        }
    }

    /// The amounts shown now, as words.
    pub fn range_words(&self) -> String {
        self.quote.as_ref().map_or_else(String::new, |quote| self.setting.range(&quote.range))
    }

    /// The amounts shown now, and what is offered, as words.
    pub fn offer_words(&self) -> String {
        self.quote.as_ref().map_or_else(String::new, |quote| self.offered_words(quote))
    }

    /// A gate: in a browser it is there only once the whole form is.
    #[inline(never)]
    fn offered_words(&self, quote: &QuoteDocument) -> String {
        let mut words = self.setting.range(&quote.range);
        let separator = self.setting.labels.t(key!("list-separator"));
        let mut before = OFFERED;
        for option in &quote.options {
            words.push_str(before);
            words.push_str(&option.title);
            before = separator;
        }
        if !quote.options.is_empty() {
            words.push(')');
        }
        words
    }

    pub(super) fn type_in(&mut self, field: Field, raw: String, effects: &mut Vec<Effect>) {
        if self.sending.is_busy() {
            return;
        }
        let picks = matches!(field, Field::Problem | Field::Choice | Field::Channel | Field::Terms);
        self.raw.set(&field, raw);
        if field == Field::Problem {
            self.widest = None;
            if self.later == Later::Away {
                effects.push(Effect::Later);
            }
        }
        // Which option is picked changes nothing that other facts would.
        let outlook = self.outlook.take();
        self.requote();
        if self.screen == Screen::Options {
            self.outlook = outlook;
        }
        if self.shown.has(&field) {
            self.refresh_fault(&field);
        }
        if !picks {
            effects.push(Effect::Keep);
        }
    }

    /// Letters in the making are kept, so that no drawing writes over them, and not read before they stand.
    pub(super) fn compose(&mut self, field: &Field, raw: String) {
        if !self.sending.is_busy() {
            self.raw.set(field, raw);
        }
    }

    pub(super) fn wish(&mut self, id: String, ticked: bool) {
        self.wishes.retain(|it| *it != id);
        if ticked {
            self.wishes.push(id);
        }
        self.requote();
    }

    /// A field was left after a change: its message is shown, and the options are announced.
    pub(super) fn commit(&mut self, field: &Field, effects: &mut Vec<Effect>) {
        self.shown.put(field, self.fault(field, false));
        self.summary = self.summary && !self.shown.is_empty();
        if self.later == Later::Here {
            self.announce(field);
        }
        effects.push(Effect::Keep);
        effects.push(Effect::Tell(Notice::Changed(self.screen)));
    }

    fn refresh_fault(&mut self, field: &Field) {
        self.shown.put(field, self.fault(field, self.summary));
        self.summary = self.summary && !self.shown.is_empty();
    }

    /// Says how a field was understood, and what is offered now. A gate: in a browser it is there only once the whole
    /// form is.
    #[inline(never)]
    fn announce(&mut self, field: &Field) {
        let said = [self.understood(field), self.announcement()];
        self.announced = said.join(" ").trim().to_owned();
    }

    /// What a screen reader says of the options now.
    fn announcement(&self) -> String {
        let Some(quote) = &self.quote else { return String::new() };
        let range = self.range_words();
        let count = number(quote.options.len());
        self.setting.labels.fill(key!("announce"), &[("count", &count), ("range", &range)])
    }

    /// Computes questions and quote for what is readable now, as soon as the whole form is here.
    pub(super) fn requote(&mut self) {
        self.outlook = None;
        if self.raw(&Field::Problem).is_empty() {
            (self.quote, self.widest) = (None, None);
            self.asked.clear();
            self.wanted.clear();
        } else if self.later == Later::Here {
            self.compute();
        }
    }

    /// A gate: in a browser it is there only once the whole form is.
    #[inline(never)]
    fn compute(&mut self) {
        let mut complaint = self.complaint_without_choice();
        if self.widest.is_none() {
            let answers = mem::take(&mut complaint.answers);
            self.widest = self.quote_of(&complaint).ok().map(|quote| quote.range);
            complaint.answers = answers;
        }
        let mut quoted = self.quote_of(&complaint);
        self.contradicting = Fields::default();
        if let Err(faults) = &quoted
            && self.set_aside(faults, &mut complaint)
        {
            quoted = self.quote_of(&complaint);
        }
        if let Ok(quote) = &quoted
            && let Some(choice) = self.choice(quote)
        {
            complaint.choice = Some(choice);
            quoted = self.quote_of(&complaint);
        }
        match quoted {
            Ok(quote) => {
                self.quote = Some(Rc::new(quote));
                self.no_quote.clear();
            }
            Err(faults) => {
                self.quote = None;
                self.no_quote = faults;
            }
        }
    }

    /// Sets answers with faults aside, with the message for their field; true when there were any.
    fn set_aside(&mut self, faults: &[Fault], complaint: &mut ComplaintDocument) -> bool {
        let before = complaint.answers.len();
        for fault in faults {
            let Some(fact) = fault.at.strip_prefix("/answers/") else { continue };
            complaint.answers.remove(fact);
            self.contradicting.set(&Field::Fact(fact.to_owned()), self.sentence(fault));
        }
        complaint.answers.len() < before
    }

    fn quote_of(&self, complaint: &ComplaintDocument) -> Result<QuoteDocument, Vec<Fault>> {
        amends_core::quote(&self.setting.policy, complaint, self.today)
    }

    /// The complaint as it would be sent now.
    pub fn complaint(&self) -> ComplaintDocument {
        let choice = self.quote.as_ref().and_then(|quote| self.choice(quote));
        ComplaintDocument {
            problem: self.raw(&Field::Problem).to_owned(),
            language: Some(self.setting.language.clone()),
            answers: self.answers(|fact| self.asked.iter().any(|asked| asked.fact == fact)),
            known: self.setting.known.clone(),
            wish: self.wished(),
            story: self.raw(&Field::Story).trim().to_owned(),
            evidence: self.evidence(),
            contact: self.contact(),
            choice,
        }
    }

    /// Settles which questions are asked: an answer counts only while its question is.
    fn complaint_without_choice(&mut self) -> ComplaintDocument {
        let (choice, evidence) = (None, Vec::new());
        let mut complaint = ComplaintDocument { choice, evidence, ..self.complaint() };
        complaint.answers = self.answers(|_| true);
        for _ in 0..MOST_ROUNDS {
            self.asked = asked(&self.setting.policy, &complaint, self.today);
            let is_asked = |fact: &str| self.asked.iter().any(|asked| asked.fact == fact);
            let before = complaint.answers.len();
            complaint.answers.retain(|fact, _| is_asked(fact));
            if complaint.answers.len() == before {
                break;
            }
        }
        self.wanted = evidence_asked(&self.setting.policy, &complaint, self.today);
        complaint
    }

    /// The readable answers to some facts.
    fn answers(&self, wanted: impl Fn(&str) -> bool) -> Map<Scalar> {
        let mut answers = Map::new();
        for (field, raw) in self.raw.iter() {
            let Field::Fact(fact) = field else { continue };
            if let (true, Ok(Some(value))) = (wanted(fact), self.read_fact(fact, raw)) {
                answers.insert(fact.clone(), value);
            }
        }
        answers
    }

    fn wished(&self) -> Option<WishedDocument> {
        let wish = WishedDocument {
            ids: self.wishes.clone(),
            amount: self.wished_amount().ok().flatten(),
            words: self.raw(&Field::WishWords).trim().to_owned(),
        };
        let empty = wish.ids.is_empty() && wish.amount.is_none() && wish.words.is_empty();
        (!empty).then_some(wish)
    }

    /// The channel picked, if any.
    pub fn channel(&self) -> Option<ContactChannel> {
        let raw = self.raw(&Field::Channel);
        CHANNELS.into_iter().find(|(_, name)| *name == raw).map(|(it, _)| it)
    }

    fn contact(&self) -> Option<ContactDocument> {
        let channel = self.channel()?;
        let address = match channel {
            ContactChannel::Portal => String::new(),
            _ => self.raw(&Field::Address).trim().to_owned(),
        };
        Some(ContactDocument { channel, address })
    }

    /// What is wrong with a field now; a missing answer counts only when the screen is to be `left`.
    pub(super) fn fault(&self, field: &Field, left: bool) -> Option<String> {
        match field {
            Field::Problem if left && self.raw(field).is_empty() => {
                Some(self.setting.labels.t(key!("fault-problem")).to_owned())
            }
            Field::Problem => None,
            _ if self.later == Later::Here => self.fault_beyond(field, left),
            _ => None,
        }
    }

    /// What is wrong with a field of a later screen. A gate: in a browser it is there only once the whole form is.
    #[inline(never)]
    fn fault_beyond(&self, field: &Field, left: bool) -> Option<String> {
        let missing = |key: &str| left.then(|| self.setting.labels.t(key).to_owned());
        let blank = self.raw(field).trim().is_empty();
        match field {
            Field::Fact(fact) => match self.read_fact(fact, self.raw(field)) {
                Err(message) => Some(message),
                Ok(None) if self.is_required(fact) => missing(key!("fault-required")),
                Ok(_) => self.contradicting.get(field).map(str::to_owned),
            },
            Field::Evidence if left => self.evidence_missing(),
            Field::WishAmount => self.wished_amount().err(),
            Field::Story | Field::WishWords | Field::OtherWords
                if self.is_longer(field, LONGEST_STORY) =>
            {
                Some(self.too_long(LONGEST_STORY))
            }
            Field::Address if self.is_longer(field, LONGEST_TEXT) => {
                Some(self.too_long(LONGEST_TEXT))
            }
            Field::Channel if blank => missing(key!("fault-channel")),
            Field::Address => self.address_fault(blank).and_then(missing),
            Field::Terms if self.is_unknowing() => missing(key!("fault-gives-up")),
            Field::Choice => self.choice_fault(blank).and_then(missing),
            Field::OtherWords if blank && self.raw(&Field::Choice) == SOMETHING_ELSE => {
                missing(key!("fault-other-words"))
            }
            _ => None,
        }
    }

    fn is_longer(&self, field: &Field, most: usize) -> bool {
        let raw = self.raw(field);
        raw.len() > most && raw.chars().count() > most
    }

    fn too_long(&self, most: usize) -> String {
        self.setting.labels.fill(key!("fault-too-long"), &[("most", &number(most))])
    }

    fn is_required(&self, fact: &str) -> bool {
        self.asked.iter().any(|asked| asked.fact == fact && asked.required)
    }

    fn address_fault(&self, blank: bool) -> Option<&'static str> {
        let address = self.raw(&Field::Address);
        match self.channel()? {
            ContactChannel::Portal => None,
            ContactChannel::Email if !address.contains('@') => Some(key!("fault-email")),
            ContactChannel::Phone | ContactChannel::TextMessage
                if address.chars().filter(char::is_ascii_digit).count() < 5 =>
            {
                Some(key!("fault-phone"))
            }
            _ if blank => Some(key!("fault-required")),
            _ => None,
        }
    }
}
