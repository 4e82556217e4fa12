//! Writes documents into trees. As in reading, types only say which fields or names they have.

use super::Map;
use super::node::Node;

/// What a document is made of: anything that can be written as JSON.
pub trait Write {
    /// The tree.
    #[doc(hidden)]
    fn tree(&self) -> Written;

    /// Whether a field that may be left out is, holding this.
    fn is_nothing(&self) -> bool {
        false
    }
}

/// A tree on its way to text.
#[derive(Debug)]
#[doc(hidden)]
pub struct Written(pub(super) Node);

/// An object of fields by their names, in any order.
#[derive(Clone, Copy)]
pub struct Object<'a>(pub &'a [(&'a str, &'a dyn Write)]);

impl std::fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Write for Object<'_> {
    fn tree(&self) -> Written {
        let entry = |(name, value): &(&str, &dyn Write)| ((*name).to_owned(), value.tree().0);
        Written(Node::Object(self.0.iter().map(entry).collect()))
    }
}

/// Where a field of a type is written.
#[doc(hidden)]
#[derive(Debug)]
pub struct Place {
    /// Its name as it is written.
    pub name: &'static str,
    /// Whether it is written even when it holds nothing.
    pub kept: bool,
}

/// The fields of a type with their values.
#[doc(hidden)]
pub fn object(fields: &[Place], values: &[&dyn Write]) -> Written {
    let both = fields.iter().zip(values);
    let kept = both.filter(|(field, value)| field.kept || !value.is_nothing());
    let entry = |(field, value): (&Place, &&dyn Write)| (field.name.to_owned(), value.tree().0);
    Written(Node::Object(kept.map(entry).collect()))
}

/// One name with its content.
#[doc(hidden)]
pub fn tagged(name: &str, content: &dyn Write) -> Written {
    Object(&[(name, content)]).tree()
}

impl<T: Write + ?Sized> Write for &T {
    fn tree(&self) -> Written {
        T::tree(self)
    }

    fn is_nothing(&self) -> bool {
        T::is_nothing(self)
    }
}

impl Write for str {
    fn tree(&self) -> Written {
        Written(Node::Text(self.to_owned()))
    }
}

impl Write for String {
    fn tree(&self) -> Written {
        self.as_str().tree()
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Write for bool {
    fn tree(&self) -> Written {
        Written(Node::Bool(*self))
    }

    fn is_nothing(&self) -> bool {
        !self
    }
}

impl Write for i64 {
    fn tree(&self) -> Written {
        Written(Node::Whole(*self))
    }
}

impl Write for i32 {
    fn tree(&self) -> Written {
        i64::from(*self).tree()
    }
}

impl Write for u32 {
    fn tree(&self) -> Written {
        i64::from(*self).tree()
    }
}

/// Counts; one beyond the whole numbers of documents does not occur.
impl Write for u64 {
    fn tree(&self) -> Written {
        i64::try_from(*self).unwrap_or(i64::MAX).tree()
    }
}

impl<T: Write> Write for Option<T> {
    fn tree(&self) -> Written {
        self.as_ref().map_or(Written(Node::Null), Write::tree)
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for [T] {
    fn tree(&self) -> Written {
        Written(Node::List(self.iter().map(|item| item.tree().0).collect()))
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Vec<T> {
    fn tree(&self) -> Written {
        self.as_slice().tree()
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<V: Write> Write for Map<V> {
    fn tree(&self) -> Written {
        Written(Node::Object(
            self.iter().map(|(key, value)| (key.clone(), value.tree().0)).collect(),
        ))
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for Box<T> {
    fn tree(&self) -> Written {
        T::tree(self)
    }
}

impl Write for serde_json::Value {
    fn tree(&self) -> Written {
        let node = match self {
            Self::Null => Node::Null,
            Self::Bool(yes) => Node::Bool(*yes),
            // What is not whole has no place in documents.
            Self::Number(number) => number.as_i64().map_or(Node::Hole, Node::Whole),
            Self::String(text) => Node::Text(text.clone()),
            Self::Array(items) => return items.tree(),
            Self::Object(entries) => {
                let entry = |(key, value): (&String, &Self)| (key.clone(), value.tree().0);
                Node::Object(entries.iter().map(entry).collect())
            }
        };
        Written(node)
    }
}
