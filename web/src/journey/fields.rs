//! Values by field: few, ordered, and without the code of a tree; and what takes the focus, mostly a field.

use super::Field;

/// Values by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(Field, String)>);

impl Fields {
    /// The value of a field.
    pub fn get(&self, field: &Field) -> Option<&str> {
        self.0.iter().find(|(it, _)| it == field).map(|(_, value)| value.as_str())
    }

    /// Sets the value of a field.
    pub fn set(&mut self, field: &Field, value: String) {
        match self.0.iter_mut().find(|(it, _)| it == field) {
            Some((_, slot)) => *slot = value,
            None => self.0.push((field.clone(), value)),
        }
    }

    /// Sets the value of a field, or removes it.
    pub fn put(&mut self, field: &Field, value: Option<String>) {
        match value {
            Some(value) => self.set(field, value),
            None => self.0.retain(|(it, _)| it != field),
        }
    }

    /// Whether a field has a value.
    pub fn has(&self, field: &Field) -> bool {
        self.get(field).is_some()
    }

    /// Whether no field has a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All values, in the order they were first set.
    pub fn iter(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.0.iter().map(|(field, value)| (field, value.as_str()))
    }
}

/// What takes the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The heading of the screen.
    Heading,
    /// The error summary.
    Summary,
    /// What is said of an earlier visit.
    Notice,
    /// A field.
    Field(Field),
}

impl Target {
    /// What its id ends in.
    pub fn name(&self) -> String {
        match self {
            Self::Heading => "heading".to_owned(),
            Self::Summary => "summary".to_owned(),
            Self::Notice => "notice".to_owned(),
            Self::Field(field) => field.name(),
        }
    }
}
