//! What markup is drawn in: each step is one short call, and what it takes to make Yew's elements is there once.

mod content;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
mod markup;
#[cfg(not(target_arch = "wasm32"))]
mod plain;
#[cfg(target_arch = "wasm32")]
mod scripted;

use crate::deeds::{Deed, On};
use crate::journey::{Event, State};
use crate::setting::Setting;
use std::mem;
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, VList, VTag, VText};
use yew::{AttrValue, Callback, Html};

pub(crate) use content::{Draw, Filled, Id, Label, Value, p, span};
pub(crate) use markup::draw;
#[cfg(not(target_arch = "wasm32"))]
pub use plain::{PRESSED, Plain, drawing_plain};

/// The names of attributes, those most used first: an element has room for all up to the last of its own.
const NAMES: &[&str] = &[
    "class",
    "part",
    "id",
    "open",
    "d",
    "datetime",
    "type",
    "name",
    "href",
    "for",
    "disabled",
    "aria-label",
    "aria-describedby",
    "aria-labelledby",
    "aria-hidden",
    "aria-invalid",
    "aria-required",
    "aria-disabled",
    "aria-expanded",
    "aria-controls",
    "inputmode",
    "autocomplete",
    "min",
    "max",
    "rows",
    "value",
    "tabindex",
    "role",
    "lang",
    "dir",
    "novalidate",
    "viewBox",
    "preserveAspectRatio",
    "method",
    "action",
    "form",
    "autofocus",
    "enctype",
    "multiple",
    "accept",
];

/// Where an attribute stands among the names; markup with any other does not compile.
pub(crate) const fn place(name: &str) -> usize {
    let mut place = 0_usize;
    let mut names = NAMES;
    while let [first, rest @ ..] = names {
        if is_same(first.as_bytes(), name.as_bytes()) {
            return place;
        }
        place = place.saturating_add(1);
        names = rest;
    }
    #[expect(clippy::panic, reason = "found while compiling: the name is missing from the list")]
    {
        panic!("no attribute of this name")
    }
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([], []) => true,
        ([l, left @ ..], [r, right @ ..]) => *l == *r && is_same(left, right),
        _ => false,
    }
}

/// What every piece draws from, the state, and what it draws in.
#[derive(Debug)]
pub struct View<'a> {
    /// The state.
    pub state: &'a State,
    send: &'a Callback<Event>,
    /// What takes the place of the script, where there is none.
    #[cfg(not(target_arch = "wasm32"))]
    plain: Option<&'a Plain>,
    /// What is drawn into.
    open: Open,
    /// What stands around that, outermost first.
    around: Vec<Open>,
}

/// An element that is not closed yet, or nodes without one.
#[derive(Debug, Default)]
struct Open {
    tag: Option<VTag>,
    /// Whether there may be more of these nodes, or fewer, the next time.
    varies: bool,
    /// Values of the first [`NAMES`], as many as it takes.
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<Html>,
}

impl Open {
    /// One child stands for itself, where it always will: lists are what costs Yew most.
    fn close(mut self) -> Html {
        let only = if self.varies || self.children.len() > 1 { None } else { self.children.pop() };
        let children = only.unwrap_or_else(|| VList::from(self.children).into());
        let Some(mut tag) = self.tag else { return children };
        let keys = NAMES.get(..self.values.len()).unwrap_or_default();
        tag.set_attributes(Attributes::Dynamic { keys, values: self.values.into() });
        tag.set_listeners(self.listeners.into());
        if let Some(place) = tag.children_mut() {
            *place = children;
        }
        tag.into()
    }
}

/// One node has been drawn.
#[derive(Debug)]
#[must_use = "a piece takes exactly one place among its neighbours"]
pub struct Drawn(());

impl Drawn {
    pub(crate) fn here() -> Self {
        Self(())
    }
}

/// The whole of what `draw` draws.
pub fn drawing(
    state: &State,
    send: &Callback<Event>,
    draw: impl FnOnce(&mut View<'_>) -> Drawn,
) -> Html {
    let mut view = View {
        state,
        send,
        #[cfg(not(target_arch = "wasm32"))]
        plain: None,
        open: Open::default(),
        around: Vec::new(),
    };
    let Drawn(()) = draw(&mut view);
    view.open.close()
}

impl<'a> View<'a> {
    /// The setting.
    pub fn setting(&self) -> &'a Setting {
        &self.state.setting
    }

    /// The form's own words.
    pub fn t(&self, key: &'a str) -> &'a str {
        self.setting().labels.t(key)
    }

    /// The form's own words, filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.setting().labels.fill(key, values)
    }

    /// An id of this instance.
    pub fn id(&self, name: &str) -> String {
        [&self.setting().prefix, "-", name].concat()
    }

    /// Draws nothing, in a place of its own.
    pub fn nothing(&mut self) -> Drawn {
        self.group();
        self.close();
        Drawn::here()
    }
}

/// The steps of a drawing.
impl View<'_> {
    pub(crate) fn open(&mut self, tag: &'static str) {
        self.group();
        self.open.tag = Some(VTag::new(tag));
    }

    /// An element of a class; of none when that is empty.
    pub(crate) fn open_plain(&mut self, tag: &'static str, class: &'static str) {
        self.open(tag);
        if !class.is_empty() {
            self.set(const { place("class") }, class);
        }
    }

    pub(crate) fn group(&mut self) {
        self.around.push(mem::take(&mut self.open));
    }

    /// A group of as many nodes as there are things in a list.
    pub(crate) fn list(&mut self) {
        self.group();
        self.open.varies = true;
    }

    pub(crate) fn close(&mut self) {
        #[cfg(not(target_arch = "wasm32"))]
        self.mark_focus();
        let around = self.around.pop().unwrap_or_default();
        let done = mem::replace(&mut self.open, around).close();
        self.open.children.push(done);
    }

    fn text(&mut self, text: &str) {
        self.open.children.push(VText::new(text).into());
    }

    fn text_in(&mut self, tag: &'static str, class: &'static str, text: &str) {
        self.open_plain(tag, class);
        self.text(text);
        self.close();
    }

    fn label(&mut self, key: &'static str) {
        self.text(self.t(key));
    }

    fn label_in(&mut self, tag: &'static str, class: &'static str, key: &'static str) {
        self.text_in(tag, class, self.t(key));
    }

    fn filled(&mut self, key: &'static str, values: &[(&str, &str)]) {
        self.text(&self.fill(key, values));
    }

    fn filled_in(
        &mut self,
        tag: &'static str,
        class: &'static str,
        key: &'static str,
        values: &[(&str, &str)],
    ) {
        self.text_in(tag, class, &self.fill(key, values));
    }

    pub(crate) fn key(&mut self, key: &str) {
        if let Some(tag) = &mut self.open.tag {
            tag.key = Some(key.into());
        }
    }

    /// What a control holds; of any other element an attribute.
    pub(crate) fn value(&mut self, value: &str) {
        let value = AttrValue::from(value);
        match &mut self.open.tag {
            Some(control) if control.children().is_none() => control.set_value(value),
            _ => self.attribute(const { place("value") }, Some(value)),
        }
    }

    pub(crate) fn checked(&mut self, checked: bool) {
        if let Some(tag) = &mut self.open.tag {
            tag.set_checked(checked);
        }
    }

    pub(crate) fn set(&mut self, place: usize, value: &'static str) {
        self.attribute(place, Some(AttrValue::Static(value)));
    }

    fn set_own(&mut self, place: usize, value: &str) {
        self.attribute(place, Some(value.into()));
    }

    fn set_id(&mut self, place: usize, name: &'static str) {
        self.set_own(place, &self.id(name));
    }

    /// The list of values is as long for an attribute that is left out: Yew compares like with like.
    fn attribute(&mut self, place: usize, value: Option<AttrValue>) {
        let values = &mut self.open.values;
        while values.len() <= place {
            values.push(None);
        }
        if let Some(slot) = values.get_mut(place) {
            *slot = value.map(AttributeOrProperty::Attribute);
        }
    }

    pub(crate) fn on(&mut self, deed: Deed) {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(plain) = self.plain {
            return self.on_plain(plain, &deed);
        }
        let listener = On { deed, send: self.send.clone() };
        self.open.listeners.push(Some(Rc::new(listener)));
    }
}
