//! The whole form as a pure function: `(state, event) -> (state, effects)`.
//!
//! Screens in order: problem → facts → impact → wish → story → options → apology → check → receipt. Text fields
//! are kept as typed; what they mean is read beside them, and every input brings a new quote.

mod answers;
mod choosing;
mod fields;
mod files;
mod later;
mod outlook;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod posted;
mod reading;
mod restored;
mod sending;
#[cfg(test)]
mod once;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod tests;

use crate::labels::Labels;
use crate::setting::{Setting, Shared};
use amends_core::complaint::Asked;
use amends_core::document::Map;
use amends_core::document::formula::Scalar;
use amends_core::document::quote::{QuoteDocument, RangeDocument};
use amends_core::fault::Fault;

use chrono::NaiveDate;
use std::rc::Rc;

pub use answers::CHANNELS;
pub use choosing::SOMETHING_ELSE;
pub use fields::{Fields, Target};
#[cfg(not(target_arch = "wasm32"))]
pub use files::{read as read_files, written as written_files};
pub use later::Later;
pub use pages::Screen;
#[cfg(not(target_arch = "wasm32"))]
pub use posted::{Posted, Press, Turn, turn};
pub use restored::Restored;
pub use sending::{Problem, Reply, Sending};

/// One thing a customer can fill in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Which problem.
    Problem,
    /// A fact of the policy, by id.
    Fact(String),
    /// Which wishes.
    Wish,
    /// The amount asked for.
    WishAmount,
    /// The wish in words.
    WishWords,
    /// The story.
    Story,
    /// Which files.
    Evidence,
    /// How to be reached.
    Channel,
    /// The number or address.
    Address,
    /// Which option.
    Choice,
    /// What else is asked for.
    OtherWords,
    /// How the option picked is taken: a percentage of it another way, its id when it is known to take the place of
    /// money owed, or the id of the next best.
    Terms,
}

impl Field {
    /// The name in ids, forms and drafts.
    ///
    /// ```
    /// use amends_web::journey::Field;
    /// let field = Field::Fact("loss".into());
    /// assert_eq!(field.name(), "fact-loss");
    /// assert_eq!(Field::named("fact-loss"), Some(field));
    /// ```
    pub fn name(&self) -> String {
        let (kind, id) = match self {
            Self::Problem => ("problem", ""),
            Self::Fact(id) => ("fact-", id.as_str()),
            Self::Wish => ("wish", ""),
            Self::WishAmount => ("wish-amount", ""),
            Self::WishWords => ("wish-words", ""),
            Self::Story => ("story", ""),
            Self::Evidence => ("evidence", ""),
            Self::Channel => ("channel", ""),
            Self::Address => ("address", ""),
            Self::Choice => ("choice", ""),
            Self::OtherWords => ("other-words", ""),
            Self::Terms => ("terms", ""),
        };
        [kind, id].concat()
    }

    /// The field of a name.
    pub fn named(name: &str) -> Option<Self> {
        if let Some(id) = name.strip_prefix("fact-") {
            return Some(Self::Fact(id.to_owned()));
        }
        PLAIN.iter().find(|field| field.name() == name).cloned()
    }
}

/// The fields that are there for every policy.
const PLAIN: &[Field] = &[
    Field::Problem,
    Field::Wish,
    Field::WishAmount,
    Field::WishWords,
    Field::Story,
    Field::Evidence,
    Field::Channel,
    Field::Address,
    Field::Choice,
    Field::OtherWords,
    Field::Terms,
];

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// The day as the browser has it.
    Today(NaiveDate),
    /// A field holds this now; on every input.
    Typed(Field, String),
    /// A field holds this while letters in it are still being composed.
    Composing(Field, String),
    /// A wish was ticked or cleared.
    Wished(String, bool),
    /// A field was left after a change.
    Committed(Field),
    /// On to the next screen.
    Next,
    /// Back to the screen before.
    Back,
    /// Change an answer from the check page.
    Change(Screen),
    /// A link of the error summary was followed.
    Visit(Field),
    /// The options panel was opened or closed.
    Panel(bool),
    /// What other facts would change was asked for, or folded again.
    Outlook,
    /// The reasons of an option were asked for, or folded again.
    Reasons(String),
    /// The figures of another policy are seen and taken.
    Accept,
    /// Send.
    Submit,
    /// Ask again for an unknown outcome.
    TryAgain,
    /// A new random key.
    KeyMade(String),
    /// What came of sending.
    Sent(Reply),
    /// What came of asking by key.
    Found(Reply),
    /// Whether sending waits for a connection.
    Offline(bool),
    /// Whether the later part of the form came.
    Later(bool),
    /// The host sends the submission itself.
    HandedOver,
    /// The portal supplied other facts.
    Known(Map<Scalar>),
    /// Other words, or another language with the policy's texts in it: its tag, and that of the customer's locale.
    Words(Labels, Shared, [String; 2]),
    /// Copy the receipt.
    Copy,
    /// Put the promises into the customer's calendar.
    Calendar,
    /// Whether copying worked.
    Copied(bool),
    /// Print the page.
    Print,
    /// Begin again with nothing.
    Reset,
}

/// Something to do in the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Make a random key: [`Event::KeyMade`].
    MakeKey,
    /// Send a submission under its key: [`Event::Sent`] or [`Event::HandedOver`].
    Send {
        /// Idempotency key.
        key: String,
        /// Canonical JSON.
        body: String,
    },
    /// After a pause ask whether a submission arrived: [`Event::Found`].
    Find {
        /// Idempotency key.
        key: String,
        /// Pause in milliseconds before jitter.
        pause: u32,
    },
    /// Fetch the later part of the form: [`Event::Later`].
    Later,
    /// Move the focus once the new screen is drawn.
    Focus(Target),
    /// Keep the draft.
    Keep,
    /// Forget the draft.
    Forget,
    /// Tell the host.
    Tell(Notice),
    /// Put text on the clipboard.
    Copy(String),
    /// Save text as a calendar file.
    Calendar(String),
    /// Print the page.
    Print,
}

/// What the host is told: never personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// An answer was committed, or the screen changed.
    Changed(Screen),
    /// The quote's figures or options changed.
    Quote(Rc<QuoteDocument>),
    /// The receipt came; the reference.
    Submitted(String),
    /// Something failed; a code and, for a host's own mistake, the fact's id.
    Failed(&'static str, Option<String>),
}

/// Where one customer stands.
#[derive(Debug, Clone)]
pub struct State {
    /// What does not change while typing.
    pub setting: Setting,
    /// The day, local to the browser.
    pub today: NaiveDate,
    /// The screen shown.
    pub screen: Screen,
    /// True while an answer is changed from the check page.
    pub returning: bool,
    /// Every field as typed; answers whose question has gone are kept too.
    pub raw: Fields,
    /// Wishes ticked.
    pub wishes: Vec<String>,
    /// Messages at fields.
    pub shown: Fields,
    /// Answers that contradict others, by their field.
    pub contradicting: Fields,
    /// Whether the error summary is shown.
    pub summary: bool,
    /// Questions of the problem, in order.
    pub asked: Vec<Asked>,
    /// The kinds of file asked for: places in the policy's `evidence`.
    pub wanted: Vec<usize>,
    /// The quote for everything readable so far.
    pub quote: Option<Rc<QuoteDocument>>,
    /// Why there is no quote although a problem is picked.
    pub no_quote: Vec<Fault>,
    /// The range with nothing answered: what the bar narrows from.
    pub widest: Option<RangeDocument>,
    /// What was last said politely to screen readers.
    pub announced: String,
    /// Whether the options panel is open on a narrow screen.
    pub panel_open: bool,
    /// What other facts would change, a sentence each; none while nobody asks.
    pub outlook: Option<Vec<String>>,
    /// The options whose reasons are unfolded.
    pub unfolded: Vec<String>,
    /// Idempotency key, made when the check page opens.
    pub key: Option<String>,
    /// How sending stands.
    pub sending: Sending,
    /// Whether sending waits for a connection.
    pub offline: bool,
    /// What was kept of an earlier visit.
    pub restored: Option<Restored>,
    /// Whether the form is all here.
    pub later: Later,
}

impl State {
    /// A new journey.
    pub fn new(setting: Setting, today: NaiveDate) -> Self {
        Self {
            setting,
            today,
            screen: Screen::Problem,
            returning: false,
            raw: Fields::default(),
            wishes: Vec::new(),
            shown: Fields::default(),
            contradicting: Fields::default(),
            summary: false,
            asked: Vec::new(),
            wanted: Vec::new(),
            quote: None,
            no_quote: Vec::new(),
            widest: None,
            announced: String::new(),
            panel_open: false,
            outlook: None,
            unfolded: Vec::new(),
            key: None,
            sending: Sending::Idle,
            offline: false,
            restored: None,
            later: Later::Here,
        }
    }

    /// A field as typed; empty when untouched.
    pub fn raw(&self, field: &Field) -> &str {
        self.raw.get(field).unwrap_or_default()
    }

    /// Forgets everything but the setting and the day.
    fn reset(self) -> Self {
        Self { later: self.later, ..Self::new(self.setting, self.today) }
    }
}

/// One step of the journey.
pub fn step(mut state: State, event: Event) -> (State, Vec<Effect>) {
    let mut effects = Vec::new();
    let before = state.quote.clone();
    match event {
        Event::Today(day) => state.set_today(day),
        Event::Typed(field, raw) => state.type_in(field, raw, &mut effects),
        Event::Composing(field, raw) => state.compose(&field, raw),
        Event::Wished(id, ticked) => state.wish(id, ticked),
        Event::Committed(field) => state.commit(&field, &mut effects),
        Event::Next => state.next(&mut effects),
        Event::Back => state.back(&mut effects),
        Event::Change(screen) => state.change(screen, &mut effects),
        Event::Visit(field) => effects.push(Effect::Focus(Target::Field(field))),
        Event::Panel(open) => state.panel_open = open,
        Event::Outlook => state.turn_outlook(),
        Event::Reasons(of) => state.turn_reasons(of),
        Event::Accept => state.restored = None,
        Event::Submit => state.submit(&mut effects),
        Event::TryAgain => state.try_again(&mut effects),
        Event::KeyMade(key) => state.key = Some(key),
        Event::Sent(reply) => state.sent(reply, &mut effects),
        Event::Found(reply) => state.found(reply, &mut effects),
        Event::Offline(offline) => state.offline = offline,
        Event::Later(came) => state.later_came(came, &mut effects),
        Event::HandedOver => state.handed_over(&mut effects),
        Event::Known(known) => state.set_known(known, &mut effects),
        Event::Words(labels, policy, tags) => {
            state.set_words(labels, policy, tags, &mut effects);
        }
        Event::Copy => effects.push(Effect::Copy(state.receipt_text())),
        Event::Calendar => state.save_promises(&mut effects),
        Event::Copied(done) => state.copied(done),
        Event::Print => effects.push(Effect::Print),
        Event::Reset => {
            state = state.reset();
            effects.push(Effect::Forget);
            effects.push(Effect::Focus(Target::Heading));
        }
    }
    if let Some(quote) = &state.quote {
        tell_quote(before.as_deref(), quote, &mut effects);
    }
    (state, effects)
}

/// Tells the host when figures or options are no longer what they were. A gate: in a browser it is there only once the
/// whole form is.
#[inline(never)]
fn tell_quote(before: Option<&QuoteDocument>, now: &Rc<QuoteDocument>, effects: &mut Vec<Effect>) {
    let same = before.is_some_and(|before| {
        let ids = before.options.iter().map(|option| &option.id);
        before.range == now.range
            && before.owed == now.owed
            && ids.eq(now.options.iter().map(|option| &option.id))
    });
    if !same {
        effects.push(Effect::Tell(Notice::Quote(Rc::clone(now))));
    }
}
