//! The session that ties state, effects and drawing together, and the one Yew component.

use crate::draft::Draft;
use crate::effects::World;
use crate::journey::{Effect, Event, Field, Notice, Screen, State, Target, step};
use crate::labels::number;
use crate::{draft, screens};
use amends_core::document::Map;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// One form: its state, and the world it acts in. Without a world it is only drawn; without a state nothing is.
#[derive(Debug, Clone, Default)]
pub struct Session(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: RefCell<Option<State>>,
    world: Option<World>,
    redraw: RefCell<Option<Callback<()>>>,
    focus: RefCell<Option<Target>>,
    /// Figures the host is told once they are drawn: the customer comes first.
    figures: RefCell<Option<Notice>>,
    ended: Cell<bool>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Session {
    /// A session that begins in a state.
    pub fn new(state: State, world: Option<World>) -> Self {
        Self(Rc::new(Inner { state: RefCell::new(Some(state)), world, ..Inner::default() }))
    }

    /// Takes the draft up again, if there is one, or what was filled in before the script came: that is newer where
    /// it was the customer who did it.
    pub fn restore(&self, draft: Draft, typed: Map<String>) {
        let Some(state) = self.0.state.take() else { return };
        let touched = typed.get("touched").is_some_and(|it| !it.is_empty());
        let draft = if touched { Draft::default() } else { draft };
        let (state, effects) = draft::restore(state, draft);
        if let (Some(world), None) = (&self.0.world, &state.restored) {
            // What is of no use any more is not left lying about.
            world.store(None);
        }
        let (state, effects) =
            if state.restored.is_none() { draft::adopt(state, typed) } else { (state, effects) };
        self.0.state.replace(Some(state));
        self.run(effects);
    }

    /// One event: the state steps, effects run, the form is drawn again.
    pub fn send(&self, event: Event) {
        if self.0.ended.get() {
            return;
        }
        let day = self.0.world.as_ref().and_then(World::today);
        if let Some(day) = day.filter(|day| self.look(|state| state.today) != Some(*day)) {
            self.step(Event::Today(day));
        }
        self.step(event);
        let redraw = self.0.redraw.borrow().clone();
        if let Some(redraw) = redraw {
            redraw.emit(());
        }
    }

    fn step(&self, event: Event) {
        let Some(state) = self.0.state.take() else { return };
        let (state, effects) = step(state, event);
        self.0.state.replace(Some(state));
        self.run(effects);
    }

    /// The state is back in its place before any effect runs: a host may call in from an event.
    fn run(&self, effects: Vec<Effect>) {
        let Some(world) = &self.0.world else { return };
        for effect in effects {
            match effect {
                Effect::Tell(figures @ Notice::Quote(_)) => {
                    self.0.figures.replace(Some(figures));
                }
                effect => world.run(effect, self),
            }
        }
    }

    /// Looks at the state.
    pub fn look<T>(&self, view: impl FnOnce(&State) -> T) -> Option<T> {
        self.0.state.borrow().as_ref().map(view)
    }

    /// Moves the focus after the next drawing.
    pub fn focus_when_drawn(&self, target: Target) {
        self.0.focus.replace(Some(target));
    }

    /// Writes the draft now.
    pub fn keep(&self) {
        if let (Some(world), false) = (&self.0.world, self.0.ended.get()) {
            let draft = self.look(draft::keep).flatten();
            world.store(draft.map(|draft| draft.text()).as_deref());
        }
    }

    /// The element has gone: the draft is kept, and nothing happens any more.
    pub fn end(&self) {
        self.keep();
        self.0.ended.set(true);
        self.0.redraw.take();
        self.0.state.take();
    }

    fn drawn(&self) {
        let target = self.0.focus.take();
        if let (Some(world), Some(target)) = (&self.0.world, target) {
            world.focus(&target.name());
        }
        let files = self.look(files_asked).flatten();
        if let (Some(world), Some((field, asked))) = (&self.0.world, files) {
            world.files(&field, &asked);
        }
        let figures = self.0.figures.take();
        if let (Some(world), Some(figures)) = (&self.0.world, figures) {
            world.run(Effect::Tell(figures), self);
        }
    }
}

/// The files of the screen shown, where it asks for some.
fn files_asked(state: &State) -> Option<(String, String)> {
    (state.screen == Screen::Story && !state.wanted.is_empty()).then(|| files(state))
}

/// The field of the files, and what it asks for: the policy's digest, then for each kind what
/// `evidence.js` says of it. Signs that no text has stand between: JSON would be a kilobyte of code. A gate.
#[inline(never)]
fn files(state: &State) -> (String, String) {
    let text = |text| state.setting.text(text);
    let mut asked = state.setting.policy.digest().to_owned();
    for kind in state.kinds() {
        let types = kind.media_types.join(" ");
        let (bytes, files) = (number(kind.at_most_bytes), number(kind.at_most_files));
        let without = kind.without.as_ref().map_or("", text);
        let required = if kind.required { "yes" } else { "" };
        let (label, why) = (text(&kind.label), text(&kind.why));
        let parts = [&kind.id, label, why, without, &types, &bytes, &files, required];
        asked.push('\u{1e}');
        asked.push_str(&parts.join("\u{1f}"));
    }
    (state.raw(&Field::Evidence).to_owned(), asked)
}

/// Properties of [`App`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What is drawn.
    pub session: Session,
}

/// The form: drawn again whenever the session says so.
#[derive(Debug)]
pub struct App {
    send: Callback<Event>,
}

impl Component for App {
    type Message = ();
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let session = &context.props().session;
        session.0.redraw.replace(Some(context.link().callback(|()| ())));
        let to = session.clone();
        Self { send: Callback::from(move |event| to.send(event)) }
    }

    fn changed(&mut self, context: &Context<Self>, _: &AppProps) -> bool {
        *self = Component::create(context);
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let session = &context.props().session;
        session.look(|state| screens::form(state, &self.send)).unwrap_or_default()
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        context.props().session.drawn();
    }
}
