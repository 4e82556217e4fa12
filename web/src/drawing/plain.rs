//! Drawing for browsers without script: what a deed does there is done by the form itself, through its address, its
//! unseen fields and its buttons. Not part of what ships to browsers.

use super::{Drawn, Open, View, draw, place};
use crate::deeds::Deed;
use crate::journey::{Event, Screen, State};
use crate::parts::options_panel::sending;
use yew::virtual_dom::AttributeOrProperty;
use yew::{Callback, Html};

/// What takes the place of the script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// Where the form is sent.
    pub action: String,
    /// Fields that are sent with it unseen: names and values.
    pub hidden: Vec<(String, String)>,
    /// What takes the focus when the page is there: the end of its id.
    pub focus: Option<String>,
    /// Keys of words said above the questions.
    pub notes: Vec<&'static str>,
    /// Where a receipt leads: keys of words, and addresses.
    pub links: Vec<(&'static str, String)>,
}

/// The name under which a button says that it was pressed.
pub const PRESSED: &str = "press";

/// The whole of what `draw` draws, for a browser without script.
pub fn drawing_plain(
    state: &State,
    plain: &Plain,
    draw: impl FnOnce(&mut View<'_>) -> Drawn,
) -> Html {
    let send = Callback::noop();
    let (open, around) = (Open::default(), Vec::new());
    let mut view = View { state, send: &send, plain: Some(plain), open, around };
    let Drawn(()) = draw(&mut view);
    view.open.close()
}

impl View<'_> {
    /// Whether this is drawn for a browser without script.
    pub fn is_plain(&self) -> bool {
        self.plain.is_some()
    }

    /// What a deed is without script: the address of the form, or a button that sends it and says which it was.
    pub(super) fn on_plain(&mut self, plain: &Plain, deed: &Deed) {
        match deed {
            Deed::Submit(_) => {
                self.set(const { place("method") }, "post");
                self.set_own(const { place("action") }, &plain.action);
                self.set_id(const { place("id") }, "form");
                if self.state.screen == Screen::Story && !self.state.wanted.is_empty() {
                    self.set(const { place("enctype") }, "multipart/form-data");
                }
            }
            Deed::Change(screen) => self.sends(&["change-", screen.name()].concat()),
            Deed::Click(what) => {
                if let Some(press) = press(&what()) {
                    self.sends(press);
                }
            }
            _ => {}
        }
    }

    /// Makes the element a button that sends the form.
    pub(crate) fn sends(&mut self, press: &str) {
        self.set(const { place("type") }, "submit");
        self.set(const { place("name") }, PRESSED);
        self.set_own(const { place("value") }, press);
        self.set_id(const { place("form") }, "form");
    }

    /// The fields that are sent unseen.
    pub(crate) fn hidden_fields(&mut self) -> Drawn {
        let plain = self.plain;
        let view = self;
        draw! { view =>
            for (name, value) in plain.iter().flat_map(|plain| &plain.hidden) {
                <input type="hidden" name={name} value={value} />
            }
        }
    }

    /// What files there are, and how to add more.
    pub(crate) fn plain_files(&mut self) -> Drawn {
        let view = self;
        if !view.is_plain() {
            return view.nothing();
        }
        let kinds = view.state.kinds();
        draw! { view =>
            <>
                for kind in kinds { { super::files::kind(view, kind) } }
                { sending(view, "files", view.t("file-add")) }
            </>
        }
    }

    /// Keys of the words said above the questions.
    pub(crate) fn notes(&self) -> &[&'static str] {
        self.plain.map_or(&[], |plain| &plain.notes)
    }

    /// Where a receipt leads: keys of words, and addresses.
    pub(crate) fn links(&self) -> &[(&'static str, String)] {
        self.plain.map_or(&[], |plain| &plain.links)
    }

    /// The element being closed takes the focus if it is the one that should.
    pub(super) fn mark_focus(&mut self) {
        let Some(focus) = self.plain.and_then(|plain| plain.focus.as_deref()) else { return };
        let wanted = self.id(focus);
        let own = self.open.values.get(const { place("id") });
        let found = matches!(own, Some(Some(AttributeOrProperty::Attribute(id))) if **id == wanted);
        if found {
            self.set(const { place("autofocus") }, "");
        }
    }
}

/// What a button says of itself; none for what only a script can do.
fn press(event: &Event) -> Option<&'static str> {
    match event {
        Event::Back => Some("back"),
        Event::TryAgain => Some("again"),
        Event::Reset => Some("reset"),
        _ => None,
    }
}
