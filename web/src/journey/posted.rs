//! The journey by whole pages, for browsers without script: what a form that was sent means, and what is shown next.
//!
//! Nothing is kept between two pages but what the form itself carries, seen and unseen; all of it is read anew.

use super::{
    Effect, Event, Field, Fields, Problem, Reply, SOMETHING_ELSE, Screen, Sending, State, Target,
    step,
};
use crate::labels::key;
use amends_core::document;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::quote::QuoteDocument;
use amends_core::document::submission::ReceiptDocument;
use std::rc::Rc;

/// Which button was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// On to the next screen, or send; also what Enter does.
    On,
    /// Back to the screen before.
    Back,
    /// Change an answer from the check page.
    Change(Screen),
    /// Only bring the options up to date.
    Update,
    /// Only add or take away files.
    Files,
    /// None: the page is asked for.
    First,
}

/// A form as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The screen it was on.
    pub screen: Screen,
    /// True while an answer is changed from the check page.
    pub returning: bool,
    /// The fields that were on the screen; none where somebody else drew the form.
    pub drawn: Option<Vec<Field>>,
    /// Every field as typed.
    pub raw: Fields,
    /// Wishes ticked.
    pub wishes: Vec<String>,
    /// Idempotency key of the check page.
    pub key: Option<String>,
    /// Digest of the quote that the check page showed.
    pub seen: Option<String>,
    /// The button.
    pub press: Press,
    /// What is wrong with the files that came with it.
    pub refused_files: Option<String>,
}

/// What comes of a form that was sent.
#[derive(Debug, Clone)]
pub struct Turn {
    /// What is drawn next.
    pub state: State,
    /// What takes the focus: the end of its id.
    pub focus: String,
    /// Keys of what is to be said about it.
    pub notes: Vec<&'static str>,
    /// Key and body of a submission to be stored first.
    pub send: Option<(String, String)>,
}

impl Posted {
    /// Reads the fields of a form, whose ids and groups begin with `prefix`; what makes no sense is left out.
    pub fn read<'a>(prefix: &str, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut posted = Self {
            screen: Screen::Problem,
            returning: false,
            drawn: None,
            raw: Fields::default(),
            wishes: Vec::new(),
            key: None,
            seen: None,
            press: Press::On,
            refused_files: None,
        };
        for (name, value) in fields {
            let own = name.strip_prefix(prefix).and_then(|name| name.strip_prefix('-'));
            posted.take(own.unwrap_or(name), value);
        }
        posted
    }

    /// A form that asks for its first screen, with a problem picked already.
    pub fn picking(problem: &str) -> Self {
        let first = [("press", "first"), ("problem", problem)];
        Self::read("", first.into_iter().filter(|(_, value)| !value.is_empty()))
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "screen" => self.screen = Screen::named(value).unwrap_or(Screen::Problem),
            "returning" => self.returning = true,
            "drawn" => self.drawn = Some(value.split(' ').filter_map(Field::named).collect()),
            "key" => self.key = Some(value.to_owned()),
            "seen" => self.seen = Some(value.to_owned()),
            "press" => self.press = Press::named(value),
            "refused-files" => self.refused_files = Some(value.to_owned()),
            "wish" => self.wishes.push(value.to_owned()),
            _ => {
                if let Some(field) = Field::named(name) {
                    // A browser sends lines that end in CR LF, whatever was typed.
                    self.raw.set(&field, value.replace("\r\n", "\n"));
                }
            }
        }
    }

    /// The state as it was on the page, or on the first page that cannot be left with these answers.
    fn taken_up(&self, mut state: State, fresh: &str) -> State {
        state.raw = self.raw.clone();
        let offered = &state.setting.policy.document().wishes;
        let known = |wish: &&String| offered.iter().any(|it| it.id == **wish);
        state.wishes = self.wishes.iter().filter(known).cloned().collect();
        let problem = state.raw(&Field::Problem).to_owned();
        let (state, _) = step(state, Event::Typed(Field::Problem, problem));
        let (mut state, _) = state.arrive(self.screen);
        state.returning = self.returning;
        if state.screen == Screen::Check {
            state.key = self.key.clone().or_else(|| Some(fresh.to_owned()));
        }
        state
    }

    /// Questions of the screen that were not on the page: they follow from answers on it.
    fn new_on(&self, state: &State) -> Vec<Field> {
        let mut fields = state.fields(state.screen);
        match &self.drawn {
            Some(drawn) => fields.retain(|field| !drawn.contains(field)),
            None => fields.clear(),
        }
        fields
    }
}

impl Press {
    fn named(name: &str) -> Self {
        match name {
            "back" => Self::Back,
            "update" => Self::Update,
            "files" => Self::Files,
            "first" => Self::First,
            _ => match name.strip_prefix("change-").and_then(Screen::named) {
                Some(screen) => Self::Change(screen),
                None => Self::On,
            },
        }
    }
}

/// What comes of a form that was sent; `fresh` is a random key for a check page that opens.
pub fn turn(state: State, posted: &Posted, fresh: &str) -> Turn {
    let state = posted.taken_up(state, fresh);
    if state.screen != posted.screen {
        return Turn { notes: vec!["more-questions"], ..Turn::showing(state, &[], fresh) };
    }
    if posted.refused_files.is_some() || posted.press == Press::Files {
        return files(state, posted, fresh);
    }
    let event = match &posted.press {
        Press::Back => Event::Back,
        Press::Change(screen) => Event::Change(*screen),
        Press::Update | Press::Files => return update(state, posted, fresh),
        Press::First => return Turn { focus: String::new(), ..Turn::showing(state, &[], fresh) },
        Press::On if state.screen == Screen::Check => return send(state, posted, fresh),
        Press::On if !posted.new_on(&state).is_empty() => return more(state, posted, fresh),
        Press::On => Event::Next,
    };
    let (state, effects) = step(state, event);
    Turn::showing(state, &effects, fresh)
}

impl Turn {
    /// Shows a state, with the focus and the key that effects ask for.
    fn showing(mut state: State, effects: &[Effect], fresh: &str) -> Self {
        let mut focus = Target::Heading.name();
        for effect in effects {
            match effect {
                Effect::Focus(target) => focus = target.name(),
                Effect::MakeKey => state.key = Some(fresh.to_owned()),
                _ => {}
            }
        }
        Self { state, focus, notes: Vec::new(), send: None }
    }

    /// The service would not take the submission.
    #[must_use]
    pub fn refused(self, problem: Problem, fresh: &str) -> Self {
        let (state, effects) = step(self.state, Event::Sent(Reply::Refused(problem)));
        Self::showing(state, &effects, fresh)
    }
}

/// The same page with the options for what is filled in now, and messages at what cannot be read.
fn update(mut state: State, posted: &Posted, fresh: &str) -> Turn {
    state.show_some(|state, field| state.fault(field, false));
    let new = !posted.new_on(&state).is_empty();
    let focus = if state.summary { "summary" } else { "panel-title" };
    let notes = if new { vec!["more-questions"] } else { Vec::new() };
    Turn { focus: focus.to_owned(), notes, ..Turn::showing(state, &[], fresh) }
}

/// The same page with the files that are there now, and what is wrong with the others.
fn files(mut state: State, posted: &Posted, fresh: &str) -> Turn {
    state.shown.put(&Field::Evidence, posted.refused_files.clone());
    state.summary = posted.refused_files.is_some();
    let focus = if state.summary { Target::Summary.name() } else { Field::Evidence.name() };
    Turn { focus, ..Turn::showing(state, &[], fresh) }
}

/// The same page with the questions that follow from the answers, none of which is called missing yet.
fn more(mut state: State, posted: &Posted, fresh: &str) -> Turn {
    let new = posted.new_on(&state);
    state.show_some(|state, field| state.fault(field, !new.contains(field)));
    let first = new.first().map_or_else(String::new, Field::name);
    let focus = if state.summary { Target::Summary.name() } else { first };
    Turn { focus, notes: vec!["more-questions"], ..Turn::showing(state, &[], fresh) }
}

/// Sends what the check page showed, and nothing else: where the quote is no longer the same, it is shown first.
fn send(state: State, posted: &Posted, fresh: &str) -> Turn {
    let shown = state.quote.as_deref().map(digest);
    if posted.seen != shown {
        return Turn { notes: vec!["changed"], ..Turn::showing(state, &[], fresh) };
    }
    let (state, effects) = step(state, Event::Submit);
    let sent = effects.iter().find_map(|effect| match effect {
        Effect::Send { key, body } => Some((key.clone(), body.clone())),
        _ => None,
    });
    Turn { send: sent, ..Turn::showing(state, &effects, fresh) }
}

/// What the check page remembers of the quote on it.
fn digest(quote: &QuoteDocument) -> String {
    document::digest(&document::write(quote))
}

impl State {
    /// Shows a message at each field of this screen that has one.
    fn show_some(&mut self, fault: impl Fn(&Self, &Field) -> Option<String>) {
        for field in self.fields(self.screen) {
            let message = fault(self, &field);
            self.shown.put(&field, message);
        }
        self.summary = !self.shown.is_empty();
    }

    /// What a page without script carries unseen: where it is, and every answer that is not on it.
    pub fn carried(&self) -> Vec<(String, String)> {
        let mut here = self.fields(self.screen);
        let drawn: Vec<String> = here.iter().map(Field::name).collect();
        // What there is of files is unseen everywhere.
        here.retain(|field| *field != Field::Evidence);
        let mut fields =
            vec![("screen", self.screen.name().to_owned()), ("drawn", drawn.join(" "))];
        if self.returning {
            fields.push(("returning", "yes".to_owned()));
        }
        if !here.contains(&Field::Wish) {
            fields.extend(self.wishes.iter().map(|wish| ("wish", wish.clone())));
        }
        if let (Screen::Check, Some(key)) = (self.screen, &self.key) {
            fields.push(("key", key.clone()));
            fields.extend(self.quote.as_deref().map(|quote| ("seen", digest(quote))));
        }
        let mut carried: Vec<_> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let elsewhere =
            self.raw.iter().filter(|(field, raw)| !here.contains(field) && !raw.is_empty());
        carried.extend(elsewhere.map(|(field, raw)| (field.name(), raw.to_owned())));
        carried
    }

    /// The choice as the fields say it.
    fn put_choice(&mut self, choice: &ChoiceMadeDocument) {
        let terms = match choice {
            ChoiceMadeDocument::SomethingElse(words) => {
                self.raw.set(&Field::OtherWords, words.clone());
                String::new()
            }
            ChoiceMadeDocument::Split(split) => split.percent.to_string(),
            ChoiceMadeDocument::InsteadOfMoney(id) => id.clone(),
            ChoiceMadeDocument::Ranking(ids) => ids.get(1).cloned().unwrap_or_default(),
            ChoiceMadeDocument::Option(_) => String::new(),
        };
        self.raw.set(&Field::Terms, terms);
        self.raw.set(&Field::Choice, choice.option().unwrap_or(SOMETHING_ELSE).to_owned());
    }

    /// The receipt of a submission that is stored, as whoever sent it sees it.
    #[must_use]
    pub fn with_receipt(
        mut self,
        complaint: &ComplaintDocument,
        quote: QuoteDocument,
        receipt: ReceiptDocument,
    ) -> Self {
        if let Some(choice) = &complaint.choice {
            self.put_choice(choice);
        }
        self.quote = Some(Rc::new(quote));
        self.sending = Sending::Received(Box::new(receipt));
        self.screen = Screen::Receipt;
        self
    }
}

impl Screen {
    /// The key of the words in its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Problem => key!("problem-title"),
            Self::Facts => key!("facts-title"),
            Self::Impact => key!("impact-title"),
            Self::Wish => key!("wish-title"),
            Self::Story => key!("story-title"),
            Self::Options => key!("options-title"),
            Self::Apology => key!("apology-title"),
            Self::Check => key!("check-title"),
            Self::Receipt => key!("receipt-title"),
        }
    }
}
