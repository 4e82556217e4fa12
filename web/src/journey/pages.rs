//! The order of the screens: empty ones are skipped, going back loses nothing.

use super::{Effect, Field, Fields, Later, Notice, Sending, State, Target};
use amends_core::document::policy::Step;

/// The screens, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    /// What went wrong.
    Problem,
    /// What happened.
    Facts,
    /// What it did to the customer.
    Impact,
    /// What the customer wishes.
    Wish,
    /// The story and how to be reached.
    Story,
    /// Compare and pick.
    Options,
    /// The apology.
    Apology,
    /// Check answers and send.
    Check,
    /// The receipt.
    Receipt,
}

impl Screen {
    /// The name of the stage: in events, ids and drafts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Facts => "facts",
            Self::Impact => "impact",
            Self::Wish => "wish",
            Self::Story => "story",
            Self::Options => "options",
            Self::Apology => "apology",
            Self::Check => "check",
            Self::Receipt => "receipt",
        }
    }

    /// The screen of a name.
    pub fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|screen| screen.name() == name)
    }
}

const ALL: [Screen; 9] = [
    Screen::Problem,
    Screen::Facts,
    Screen::Impact,
    Screen::Wish,
    Screen::Story,
    Screen::Options,
    Screen::Apology,
    Screen::Check,
    Screen::Receipt,
];

impl State {
    /// The screens of this journey that have something on them, without the receipt.
    pub fn screens(&self) -> Vec<Screen> {
        let filled = |screen: &Screen| match screen {
            Screen::Facts => self.asks(Step::Facts),
            Screen::Impact => self.asks(Step::Impact),
            Screen::Wish => !self.setting.policy.document().wishes.is_empty(),
            Screen::Receipt => false,
            _ => true,
        };
        ALL.into_iter().filter(filled).collect()
    }

    fn asks(&self, step: Step) -> bool {
        self.asked.iter().any(|asked| asked.step == step)
    }

    /// The fields of a screen, in order.
    pub fn fields(&self, screen: Screen) -> Vec<Field> {
        let facts = |step: Step| {
            let here = self.asked.iter().filter(move |asked| asked.step == step);
            here.map(|asked| Field::Fact(asked.fact.clone())).collect()
        };
        match screen {
            Screen::Problem => vec![Field::Problem],
            Screen::Facts => facts(Step::Facts),
            Screen::Impact => facts(Step::Impact),
            Screen::Wish => vec![Field::Wish, Field::WishAmount, Field::WishWords],
            Screen::Story if self.wanted.is_empty() => {
                vec![Field::Story, Field::Channel, Field::Address]
            }
            Screen::Story => vec![Field::Story, Field::Evidence, Field::Channel, Field::Address],
            Screen::Options => vec![Field::Choice, Field::OtherWords, Field::Terms],
            Screen::Apology | Screen::Check | Screen::Receipt => Vec::new(),
        }
    }

    /// Shows the screen a draft was left on, or the first one that cannot be left yet.
    pub fn arrive(mut self, left: Screen) -> (Self, Vec<Effect>) {
        // What is open is seen once the whole form is here.
        let open = if self.later == Later::Here { self.first_incomplete() } else { None };
        let furthest = open.unwrap_or(Screen::Check);
        let mut effects = Vec::new();
        self.go(left.min(furthest).min(Screen::Check), &mut effects);
        if let Later::Awaited(screen, _) = self.later {
            self.later = Later::Awaited(screen, false);
        }
        quietly(&mut effects);
        (self, effects)
    }

    /// The first screen that cannot be left yet.
    pub(super) fn first_incomplete(&self) -> Option<Screen> {
        let faulty = |screen: &Screen| {
            self.fields(*screen).iter().any(|field| self.fault(field, true).is_some())
        };
        self.screens().into_iter().find(faulty)
    }

    pub(super) fn next(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.screen, Screen::Check | Screen::Receipt) {
            return;
        }
        if self.show_faults() {
            effects.push(Effect::Focus(Target::Summary));
            return;
        }
        let onward = if self.returning {
            Some(self.first_incomplete().unwrap_or(Screen::Check))
        } else if self.later == Later::Here {
            self.screens().into_iter().find(|screen| *screen > self.screen)
        } else {
            // Which screens have something on them is seen once the whole form is here.
            Some(Screen::Facts)
        };
        self.go(onward.unwrap_or(Screen::Check), effects);
    }

    pub(super) fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.screen == Screen::Receipt || self.sending.is_busy() {
            return;
        }
        let before = self.screens().into_iter().rfind(|screen| *screen < self.screen);
        if let Some(screen) = before {
            self.go(screen, effects);
        }
    }

    pub(super) fn change(&mut self, screen: Screen, effects: &mut Vec<Effect>) {
        if self.screen == Screen::Check && !self.sending.is_busy() && screen < Screen::Check {
            self.go(screen, effects);
            self.returning = true;
        }
    }

    /// Shows a screen: its heading takes the focus, the draft is kept, the host is told.
    pub(super) fn go(&mut self, screen: Screen, effects: &mut Vec<Effect>) {
        if self.later != Later::Here {
            effects.push(Effect::Later);
            if screen > Screen::Problem {
                self.later = Later::Awaited(screen, true);
                return;
            }
        }
        self.screen = screen;
        self.summary = false;
        self.shown = Fields::default();
        self.panel_open = false;
        self.outlook = None;
        if screen == Screen::Check {
            self.returning = false;
            self.open_check(effects);
        }
        effects.push(Effect::Focus(Target::Heading));
        effects.push(Effect::Keep);
        effects.push(Effect::Tell(Notice::Changed(screen)));
    }

    /// The check page opens: a new key, unless an earlier sending may have arrived.
    fn open_check(&mut self, effects: &mut Vec<Effect>) {
        if !matches!(self.sending, Sending::Unknown { .. }) {
            self.sending = Sending::Idle;
            self.key = None;
            effects.push(Effect::MakeKey);
        }
    }

    /// Shows all messages of this screen; true when there are any.
    pub(super) fn show_faults(&mut self) -> bool {
        for field in self.fields(self.screen) {
            self.shown.put(&field, self.fault(&field, true));
        }
        self.summary = !self.shown.is_empty();
        self.summary
    }
}

/// Of what showing a screen brings about, only what nobody notices.
pub(super) fn quietly(effects: &mut Vec<Effect>) {
    effects.retain(|effect| matches!(effect, Effect::MakeKey | Effect::Later));
}
