//! Amends web: the complaint form as a Yew widget inside a custom element.
//!
//! The map, in the order of the data flow:
//!
//! - [`labels`]: the form's own words, one flat file for each language;
//! - [`typed`]: what a person typed, read as the value of a fact;
//! - [`setting`]: what does not change while a customer types;
//! - [`journey`]: the whole form as a pure function `(state, event) -> (state, effects)`;
//! - [`draft`]: a journey kept and taken up again;
//! - [`handed`]: values that JavaScript hands over;
//! - [`effects`]: everything that touches the world, and nothing else does;
//! - [`deeds`]: what elements do when something happens to them;
//! - [`drawing`]: markup that reads like HTML, drawn with few bytes;
//! - [`parts`] and [`screens`]: state to HTML;
//! - `plain`: the same screens as HTML for browsers without script, drawn by the service; does not ship;
//! - [`app`]: the session that ties them together, and the one Yew component;
//! - [`answer`]: what JavaScript is told;
//! - [`boundary`] and [`tools`]: what JavaScript can call in each of the two modules that ship, the form and the tools;
//! - `floor`: a counter, which benchmarks measure beside the form.
//!
//! `element.js` beside this crate defines the custom element, `world.js` does what `effects` asks for; `README.md` is the public contract.

/// A fifth of the code of the usual allocator, and as quick in a large heap as in a small one.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod labels;
pub mod typed;
pub mod setting;
pub mod journey;
pub mod draft;
pub mod handed;
pub mod effects;
pub mod deeds;
pub mod drawing;
pub mod parts;
pub mod screens;
#[cfg(not(target_arch = "wasm32"))]
pub mod plain;
pub mod app;
pub mod answer;
#[cfg(feature = "form")]
pub mod boundary;
#[cfg(feature = "tools")]
pub mod tools;
#[cfg(feature = "floor")]
pub mod floor;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod samples;
