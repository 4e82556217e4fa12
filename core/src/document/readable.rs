//! Types that read and write themselves: what a type says of its fields or names is all that is needed.

/// Declares types that are read from documents with [`read`](crate::document::read):
///
/// - a struct is an object of its fields; a field of an `Option` and one that says
///   `#[serde(default)]` may be left out, `#[serde(rename = "…")]` is its name as it is written. No
///   other fields are taken, except by a struct that ends in `..`: it leaves others alone, and all its
///   own fields may be left out;
/// - an enum of names is one of them in snake case, as text;
/// - an enum of names with content is an object with one of them.
///
/// ```
/// amends_core::readable! {
///     #[derive(Debug, PartialEq)]
///     struct Seat { row: u32, side: Side }
/// }
/// amends_core::readable! {
///     #[derive(Debug, Clone, Copy, PartialEq)]
///     enum Side { ByWindow, ByAisle }
/// }
/// let seat = amends_core::document::read(r#"{"row": 3, "side": "by_aisle"}"#);
/// assert_eq!(seat, Ok(Seat { row: 3, side: Side::ByAisle }));
/// let faults = amends_core::document::read::<Seat>(r#"{"row": -3}"#).unwrap_err();
/// assert_eq!(faults.len(), 2);
/// ```
#[macro_export]
macro_rules! readable {
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident [serde(rename = $name:literal $($rest:tt)*)] $($more:tt)*) => { $name };
    (@name $field:ident [$($other:tt)*] $($more:tt)*) => {
        $crate::readable!(@name $field $($more)*)
    };

    (@needed ($type:ty)) => { <$type as $crate::document::Read>::NEEDED };
    (@needed ($type:ty) [serde(default $($rest:tt)*)] $($more:tt)*) => { false };
    (@needed ($type:ty) [serde(rename = $name:literal, default $($rest:tt)*)] $($more:tt)*) => {
        false
    };
    (@needed ($type:ty) [$($other:tt)*] $($more:tt)*) => {
        $crate::readable!(@needed ($type) $($more)*)
    };

    (@snake $variant:ident) => {
        const {
            const LETTERS: [u8; $crate::document::snake_length(stringify!($variant))] =
                $crate::document::snake(stringify!($variant));
            match ::std::str::from_utf8(&LETTERS) {
                Ok(name) => name,
                Err(_) => "",
            }
        }
    };

    (@struct $strict:literal $(#[$meta:meta])* $vis:vis $name:ident $(<$generic:ident>)? {
        $($(#[$($attribute:tt)*])* $field_vis:vis $field:ident: $type:ty),*
    }) => {
        $(#[$meta])*
        $vis struct $name $(<$generic>)? {
            $($(#[$($attribute)*])* $field_vis $field: $type),*
        }

        impl $(<$generic: $crate::document::Read>)? $crate::document::Read
            for $name $(<$generic>)?
        {
            fn read(reader: &mut $crate::document::Reader<'_>) -> Self {
                let names = const {
                    &[$($crate::document::Field {
                        name: $crate::readable!(@name $field $([$($attribute)*])*),
                        needed: $crate::readable!(@needed ($type) $([$($attribute)*])*),
                    }),*]
                };
                let mut fields = reader.fields(names, $strict);
                Self { $($field: fields.field()),* }
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis struct $name:ident $(<$generic:ident>)? {
        $($(#[$($attribute:tt)*])* $field_vis:vis $field:ident: $type:ty),* $(,)?
    }) => {
        $crate::readable! {
            @struct true $(#[$meta])* $vis $name $(<$generic>)? {
                $($(#[$($attribute)*])* $field_vis $field: $type),*
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$($attribute:tt)*])* $field_vis:vis $field:ident: $type:ty,)* ..
    }) => {
        $crate::readable! {
            @struct false $(#[$meta])* $vis $name {
                $($(#[$($attribute)*])* $field_vis $field: $type),*
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $(#[$first_meta:meta])* $first:ident
        $(, $(#[$variant_meta:meta])* $variant:ident)* $(,)?
    }) => {
        $(#[$meta])*
        $vis enum $name {
            $(#[$first_meta])* $first,
            $($(#[$variant_meta])* $variant),*
        }

        impl $crate::document::Read for $name {
            fn read(reader: &mut $crate::document::Reader<'_>) -> Self {
                const NAMES: &[&str] =
                    &[$crate::readable!(@snake $first), $($crate::readable!(@snake $variant)),*];
                const ALL: &[$name] = &[$name::$first, $($name::$variant),*];
                ALL.get(reader.choice(NAMES)).copied().unwrap_or($name::$first)
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $(#[$first_meta:meta])* $first:ident($first_type:ty)
        $(, $(#[$variant_meta:meta])* $variant:ident($type:ty))* $(,)?
    }) => {
        $(#[$meta])*
        $vis enum $name {
            $(#[$first_meta])* $first($first_type),
            $($(#[$variant_meta])* $variant($type)),*
        }

        impl $crate::document::Read for $name {
            fn read(reader: &mut $crate::document::Reader<'_>) -> Self {
                #[derive(Clone, Copy)]
                enum Name { $first, $($variant),* }
                const NAMES: &[&str] =
                    &[$crate::readable!(@snake $first), $($crate::readable!(@snake $variant)),*];
                const ALL: &[Name] = &[Name::$first, $(Name::$variant),*];
                let position = reader.choice_with_content(NAMES);
                let value = match ALL.get(position).copied().unwrap_or(Name::$first) {
                    Name::$first => Self::$first($crate::document::Read::read(reader)),
                    $(Name::$variant => Self::$variant($crate::document::Read::read(reader)),)*
                };
                reader.leave();
                value
            }
        }
    };
}

/// Writes types as they are read: takes the definition that [`readable!`] takes. A field that says
/// `skip_serializing_if` is left out where it holds nothing.
macro_rules! writable {
    (@kept) => { true };
    (@kept [serde($(rename = $name:literal,)? $(default,)? skip_serializing_if = $how:literal)] $($more:tt)*) => {
        false
    };
    (@kept [$($other:tt)*] $($more:tt)*) => {
        $crate::document::readable::writable!(@kept $($more)*)
    };
    (struct $name:ident $(<$generic:ident>)? {
        $($(#[$($attribute:tt)*])* $vis:vis $field:ident: $type:ty),* $(,)?
    }) => {
        impl $(<$generic: $crate::document::Write>)? $crate::document::Write
            for $name $(<$generic>)?
        {
            fn put(&self, to: &mut String) {
                let fields = const {
                    &$crate::document::in_order([$($crate::document::Place {
                        name: $crate::readable!(@name $field $([$($attribute)*])*),
                        kept: $crate::document::readable::writable!(@kept $([$($attribute)*])*),
                        field: 0,
                    }),*])
                };
                $crate::document::object(to, fields, &[$(&self.$field),*]);
            }
        }
    };
    (names $name:ident { $($(#[$meta:meta])* $variant:ident),* $(,)? }) => {
        impl $crate::document::Write for $name {
            fn put(&self, to: &mut String) {
                let name: &str = match self {
                    $(Self::$variant => $crate::readable!(@snake $variant)),*
                };
                $crate::document::Write::put(name, to);
            }
        }
    };
    (choice $name:ident { $($(#[$meta:meta])* $variant:ident ($type:ty)),* $(,)? }) => {
        impl $crate::document::Write for $name {
            fn put(&self, to: &mut String) {
                let (name, content): (&str, &dyn $crate::document::Write) = match self {
                    $(Self::$variant(content) => ($crate::readable!(@snake $variant), content)),*
                };
                $crate::document::tagged(to, name, content);
            }
        }
    };
}
pub(crate) use writable;

/// Declares a document of this crate: readable, writable, packable, comparable and with a JSON Schema.
macro_rules! document {
    ($(#[$meta:meta])* pub struct $name:ident $(<$generic:ident>)? { $($body:tt)* }) => {
        $crate::readable! {
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(deny_unknown_fields)]
            pub struct $name $(<$generic>)? { $($body)* }
        }
        $crate::packing::pack!(struct $name $(<$generic>)? { $($body)* });
        $crate::document::readable::writable!(struct $name $(<$generic>)? { $($body)* });
        $crate::document::readable::from_serde!($name $(<$generic>)?);
    };
    ($(#[$meta:meta])* pub choice $name:ident { $($body:tt)* }) => {
        $crate::readable! {
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "snake_case")]
            pub enum $name { $($body)* }
        }
        $crate::packing::pack!(choice $name { $($body)* });
        $crate::document::readable::writable!(choice $name { $($body)* });
        $crate::document::readable::from_serde!($name);
    };
    ($(#[$meta:meta])* pub enum $name:ident { $($body:tt)* }) => {
        $crate::readable! {
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "snake_case")]
            pub enum $name { $($body)* }
        }
        $crate::packing::pack!(names $name { $($body)* });
        $crate::document::readable::writable!(names $name { $($body)* });
        $crate::document::readable::from_serde!($name);
    };
}
pub(crate) use document;

/// Lets documents be parts of what serde reads: stored rows, test cases.
macro_rules! from_serde {
    ($name:ident $(<$generic:ident>)?) => {
        impl<'de $(, $generic: $crate::document::Read)?> serde::Deserialize<'de>
            for $name $(<$generic>)?
        {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::document::deserialize(from)
            }
        }
    };
}
pub(crate) use from_serde;

/// Length of a variant's name in snake case.
#[doc(hidden)]
pub const fn snake_length(variant: &str) -> usize {
    let mut length = 0_usize;
    let mut rest = variant.as_bytes();
    while let [letter, after @ ..] = rest {
        let words = letter.is_ascii_uppercase() && length > 0;
        length = length.saturating_add(if words { 2 } else { 1 });
        rest = after;
    }
    length
}

/// A variant's name in snake case.
#[doc(hidden)]
#[expect(clippy::indexing_slicing, reason = "computed while compiling: a mistake does not compile")]
pub const fn snake<const LENGTH: usize>(variant: &str) -> [u8; LENGTH] {
    let mut name = [b'_'; LENGTH];
    let mut at = 0_usize;
    let mut rest = variant.as_bytes();
    while let [letter, after @ ..] = rest {
        if letter.is_ascii_uppercase() && at > 0 {
            at = at.saturating_add(1);
        }
        name[at] = letter.to_ascii_lowercase();
        at = at.saturating_add(1);
        rest = after;
    }
    name
}

#[cfg(test)]
mod tests {
    use crate::document::{Read, read};

    readable! {
        #[derive(Debug, PartialEq)]
        struct Open {
            name: String,
            after: Vec<Shape>,
            ..
        }
    }

    readable! {
        #[derive(Debug, Clone, Copy, PartialEq)]
        enum Plain { TwoWords, A }
    }

    readable! {
        #[derive(Debug, PartialEq)]
        enum Shape { OfText(String), OfPlain(Plain) }
    }

    readable! {
        #[derive(Debug, PartialEq, serde::Serialize)]
        struct Closed<T> {
            /// Named by a word of the language.
            #[serde(rename = "type")]
            kind: T,
            #[serde(rename = "for", default)]
            others: Vec<T>,
            #[serde(default)]
            yes: bool,
        }
    }

    fn codes<T: Read>(text: &str) -> Vec<(&'static str, String)> {
        let faults = read::<T>(text).err().unwrap_or_default();
        faults.into_iter().map(|fault| (fault.code, fault.at)).collect()
    }

    #[test]
    fn a_struct_that_ends_in_dots_takes_what_there_is() {
        let text = r#"{"x": 1, "after": [{"of_text": "a"}, {"of_plain": "two_words"}]}"#;
        let after = vec![Shape::OfText("a".to_owned()), Shape::OfPlain(Plain::TwoWords)];
        assert_eq!(read(text), Ok(Open { name: String::new(), after }));
        assert_eq!(codes::<Open>(r#"{"name": 1}"#), [("wrong-type", "/name".to_owned())]);
    }

    #[test]
    fn attributes_say_the_name_and_what_may_be_left_out() {
        let closed = Closed { kind: Plain::A, others: vec![], yes: false };
        assert_eq!(read(r#"{"type": "a"}"#), Ok(closed));
        let closed = Closed { kind: 1_u32, others: vec![2], yes: true };
        assert_eq!(read(r#"{"for": [2], "yes": true, "type": 1}"#), Ok(closed));
        let found = [("unknown-field", "/kind".to_owned()), ("missing-field", String::new())];
        assert_eq!(codes::<Closed<Plain>>(r#"{"kind": "a"}"#), found);
        assert_eq!(codes::<Plain>("\"twowords\""), [("unknown-value", String::new())]);
    }

    #[test]
    fn serde_reads_documents_inside_other_things() {
        use crate::document::follow_up::FollowUpEvent;
        let text = r#"[["accepted", 1], ["withdrawn", 2]]"#;
        let read = serde_json::from_str::<Vec<(FollowUpEvent, u8)>>(text).unwrap();
        assert_eq!(read, [(FollowUpEvent::Accepted, 1), (FollowUpEvent::Withdrawn, 2)]);
        let refused = serde_json::from_str::<Vec<FollowUpEvent>>("[\"acepted\"]").unwrap_err();
        assert!(refused.to_string().contains("did you mean `accepted`?"), "{refused}");
    }
}
