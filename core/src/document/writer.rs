//! Writes documents into trees: the few shapes documents have, and nothing else.

use super::node::Node;
use serde::ser::{
    self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer,
};
use std::fmt;

/// The tree of a document. A value no document has (a float, bytes, a tuple) becomes a hole.
pub(super) fn tree<T: Serialize + ?Sized>(value: &T) -> Node {
    value.serialize(Writer).unwrap_or(Node::Hole)
}

struct Writer;

/// A value that documents do not have.
#[derive(Debug)]
struct Foreign;

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that documents do not have")
    }
}

impl std::error::Error for Foreign {}

impl ser::Error for Foreign {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A list or an object on its way.
#[derive(Default)]
struct Parts {
    items: Vec<Node>,
    entries: Vec<(String, Node)>,
    key: String,
}

impl SerializeSeq for Parts {
    type Ok = Node;
    type Error = Foreign;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Foreign> {
        self.items.push(value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Node, Foreign> {
        Ok(Node::List(self.items))
    }
}

impl SerializeMap for Parts {
    type Ok = Node;
    type Error = Foreign;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Foreign> {
        let Node::Text(key) = key.serialize(Writer)? else { return Err(Foreign) };
        self.key = key;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Foreign> {
        let key = std::mem::take(&mut self.key);
        self.entries.push((key, value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Node, Foreign> {
        Ok(Node::Object(self.entries))
    }
}

impl SerializeStruct for Parts {
    type Ok = Node;
    type Error = Foreign;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Foreign> {
        self.entries.push((key.to_owned(), value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Node, Foreign> {
        Ok(Node::Object(self.entries))
    }
}

/// Writes whole numbers of every width.
macro_rules! whole {
    ($($name:ident $type:ty),*) => {
        $(fn $name(self, value: $type) -> Result<Node, Foreign> {
            i64::try_from(value).map(Node::Whole).map_err(|_| Foreign)
        })*
    };
}

/// Refuses what documents do not have.
macro_rules! foreign {
    ($($name:ident($($type:ty),*)),* $(,)?) => {
        $(fn $name(self, $(_: $type),*) -> Result<Node, Foreign> {
            Err(Foreign)
        })*
    };
}

impl Serializer for Writer {
    type Ok = Node;
    type Error = Foreign;
    type SerializeSeq = Parts;
    type SerializeTuple = Impossible<Node, Foreign>;
    type SerializeTupleStruct = Impossible<Node, Foreign>;
    type SerializeTupleVariant = Impossible<Node, Foreign>;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Impossible<Node, Foreign>;

    whole!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64
    );
    foreign!(serialize_char(char), serialize_bytes(&[u8]));

    #[expect(clippy::disallowed_types, reason = "the trait names it; it is refused")]
    fn serialize_f32(self, _: f32) -> Result<Node, Foreign> {
        Err(Foreign)
    }

    #[expect(clippy::disallowed_types, reason = "the trait names it; it is refused")]
    fn serialize_f64(self, _: f64) -> Result<Node, Foreign> {
        Err(Foreign)
    }

    fn serialize_bool(self, value: bool) -> Result<Node, Foreign> {
        Ok(Node::Bool(value))
    }

    fn serialize_str(self, value: &str) -> Result<Node, Foreign> {
        Ok(Node::Text(value.to_owned()))
    }

    fn serialize_none(self) -> Result<Node, Foreign> {
        Ok(Node::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, Foreign> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Node, Foreign> {
        Ok(Node::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, Foreign> {
        Err(Foreign)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Node, Foreign> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Node, Foreign> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, Foreign> {
        Ok(Node::Object(vec![(variant.to_owned(), value.serialize(self)?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, Foreign> {
        Ok(Parts::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Foreign> {
        Err(Foreign)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Foreign> {
        Err(Foreign)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Foreign> {
        Err(Foreign)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, Foreign> {
        Ok(Parts::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, Foreign> {
        Ok(Parts::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Foreign> {
        Err(Foreign)
    }
}
