//! How one of several names is read, alone or with its content.

use super::{NOTHING, OBJECT, Reader, TEXT, entries, quoted};
use crate::document::node::{Node, Step, short};
use crate::fault::nearest;
use crate::fault::words;

impl<'d> Reader<'d> {
    /// Which of several names is written here; the first one stands in.
    #[doc(hidden)]
    pub fn choice(&mut self, names: &[&str]) -> usize {
        match self.node {
            Node::Text(name) => self.position(name, names).unwrap_or_default(),
            Node::Object(_) => {
                if let Some((name, _)) = self.one_entry()
                    && self.position(name, names).is_some()
                {
                    let message = words!("`{name}` takes no value");
                    self.refuse("wrong-type", message, words!("write only \"{name}\""));
                }
                0
            }
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::List(_) | Node::Hole => {
                self.wrong_type(TEXT);
                0
            }
        }
    }

    /// Which of several names is written here with its content, which is entered; the first one
    /// stands in.
    #[doc(hidden)]
    pub fn choice_with_content(&mut self, names: &[&str]) -> usize {
        let found = match self.node {
            Node::Text(name) => {
                if name.contains(char::is_whitespace) {
                    let written = quoted(names.iter().copied());
                    let first = names.first().copied().unwrap_or_default();
                    let help = words!("write it as an object, such as {{\"{first}\": …}}");
                    let message = words!("`{}` is text; expected one of {written}", short(name));
                    self.refuse("wrong-type", message, help);
                } else if self.position(name, names).is_some() {
                    let help = words!("write it as {{\"{name}\": …}}");
                    self.refuse("wrong-type", words!("`{name}` needs a value"), help);
                }
                None
            }
            Node::Object(_) => self.one_entry().and_then(|(name, content)| {
                Some((self.position(name, names)?, Step::Name(name), content))
            }),
            Node::Null | Node::Bool(_) | Node::Whole(_) | Node::List(_) | Node::Hole => {
                self.wrong_type(OBJECT);
                None
            }
        };
        let (position, step, content) = found.unwrap_or((0, Step::Index(0), &NOTHING));
        self.enter(step, content);
        position
    }

    fn position(&mut self, name: &str, names: &[&str]) -> Option<usize> {
        let position = names.iter().position(|known| *known == name);
        if position.is_none() {
            let name = short(name);
            let help = nearest(&name, names.iter().copied())
                .map(|meant| words!("did you mean `{meant}`?"))
                .unwrap_or_default();
            let message = words!("`{name}` is not one of {}", quoted(names.iter().copied()));
            self.refuse("unknown-value", message, help);
        }
        position
    }

    /// The only entry of an object.
    fn one_entry(&mut self) -> Option<(&'d str, &'d Node<'d>)> {
        match entries(self.node) {
            [(name, content)] => return Some((name, content)),
            [] => {
                let message = words!("expected an object with one name, found none");
                self.refuse("one-key", message, words!("write one"));
            }
            several => {
                let shown = several.iter().take(4).map(|(key, _)| short(key));
                let more = if several.len() > 4 { ", …" } else { "" };
                let found = words!("{}{more}", quoted(shown));
                let message = words!("expected an object with one name, found {found}");
                self.refuse("one-key", message, words!("keep one of them"));
            }
        }
        None
    }
}
