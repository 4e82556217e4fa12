//! Values that JavaScript hands over, taken as far as they are what they should be: what is missing or of another kind
//! is empty. JavaScript has a reader of JSON already, so the form needs none.

use amends_core::document::Map;
use amends_core::document::formula::Scalar;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What an object holds under a name.
pub fn held(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// A text under a name.
pub fn text(object: &JsValue, name: &str) -> String {
    may_be_text(object, name).unwrap_or_default()
}

/// A text under a name, or none.
pub fn may_be_text(object: &JsValue, name: &str) -> Option<String> {
    held(object, name).as_string()
}

/// A list under a name, each item as it is read; what reads as nothing is left out.
pub fn list<T>(object: &JsValue, name: &str, read: impl Fn(JsValue) -> Option<T>) -> Vec<T> {
    let list = held(object, name);
    list.dyn_ref::<Array>().into_iter().flat_map(Array::iter).filter_map(read).collect()
}

/// Values by name: a list of pairs, each value as it is read.
pub fn entries<T>(object: &JsValue, name: &str, read: impl Fn(&JsValue) -> Option<T>) -> Map<T> {
    let pair = |pair: JsValue| {
        let pair = pair.dyn_into::<Array>().ok()?;
        Some((pair.get(0).as_string()?, read(&pair.get(1))?))
    };
    list(object, name, pair).into_iter().collect()
}

/// Texts by name.
pub fn texts(object: &JsValue, name: &str) -> Map<String> {
    entries(object, name, JsValue::as_string)
}

/// A fact's value: text, true, false or a whole number.
pub fn scalar(value: &JsValue) -> Option<Scalar> {
    let text = value.as_string().map(Scalar::Text);
    let yes_no = || value.as_bool().map(Scalar::YesNo);
    text.or_else(yes_no).or_else(|| whole(value).map(Scalar::Whole))
}

/// A whole number, as far as JavaScript knows them exactly.
pub fn whole(value: &JsValue) -> Option<i64> {
    let number = value.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 9e15)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and small enough")]
    Some(number as i64)
}
