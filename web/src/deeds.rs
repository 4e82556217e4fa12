//! What elements do when something happens to them: which events of the journey come of it.

use crate::effects;
use crate::journey::{Event, Field, Screen};
use yew::Callback;
use yew::virtual_dom::{Listener, ListenerKind};

/// What an element does, and when.
#[derive(Debug)]
pub enum Deed {
    /// On a click: what comes of it.
    Click(fn() -> Event),
    /// On a click: an answer is to be changed on its screen.
    Change(Screen),
    /// On a click: to a field.
    Visit(Field),
    /// On a click: the panel opens, or closes.
    Panel(bool),
    /// On a click: the reasons of an option are shown, or folded again.
    Reasons(String),
    /// When the form is sent: what comes of it.
    Submit(fn() -> Event),
    /// On every input: the field as it now is.
    Type(Field),
    /// When a text is left after a change.
    Leave(Field),
    /// When one of the values within is picked rather than typed: taken and committed at once.
    Pick(Field),
    /// When a wish is ticked or cleared.
    Tick(String),
}

/// A deed as Yew listens for it.
pub(crate) struct On {
    pub(crate) deed: Deed,
    pub(crate) send: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.deed {
            Deed::Click(_)
            | Deed::Change(_)
            | Deed::Visit(_)
            | Deed::Panel(_)
            | Deed::Reasons(_) => ListenerKind::onclick,
            Deed::Submit(_) => ListenerKind::onsubmit,
            Deed::Type(_) => ListenerKind::oninput,
            Deed::Leave(_) | Deed::Pick(_) | Deed::Tick(_) => ListenerKind::onchange,
        }
    }

    fn passive(&self) -> bool {
        false
    }

    fn handle(&self, event: web_sys::Event) {
        match &self.deed {
            Deed::Click(what) | Deed::Submit(what) => self.instead(&event, what()),
            Deed::Change(screen) => self.instead(&event, Event::Change(*screen)),
            Deed::Visit(field) => self.instead(&event, Event::Visit(field.clone())),
            Deed::Panel(open) => self.instead(&event, Event::Panel(*open)),
            Deed::Reasons(of) => self.instead(&event, Event::Reasons(of.clone())),
            Deed::Type(field) => {
                let (field, raw) = (field.clone(), effects::typed_in(&event));
                let composing = effects::is_composing(&event);
                let made = if composing { Event::Composing } else { Event::Typed };
                self.send.emit(made(field, raw));
            }
            Deed::Leave(field) => self.send.emit(Event::Committed(field.clone())),
            Deed::Pick(field) => {
                let picked = effects::typed_in(&event);
                self.then_commit(Event::Typed(field.clone(), picked), field);
            }
            Deed::Tick(id) => {
                let ticked = effects::is_ticked(&event);
                self.then_commit(Event::Wished(id.clone(), ticked), &Field::Wish);
            }
        }
    }
}

impl On {
    /// An event of the journey instead of what the browser would do.
    fn instead(&self, event: &web_sys::Event, what: Event) {
        event.prevent_default();
        self.send.emit(what);
    }

    fn then_commit(&self, event: Event, field: &Field) {
        self.send.emit(event);
        self.send.emit(Event::Committed(field.clone()));
    }
}
