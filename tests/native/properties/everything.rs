//! The generator makes everything the policy language has: each field and each name of the schema stands in generated
//! policies that the check takes.

use super::desk;
use amends_core::document::policy::PolicyDocument;
use amends_tests::generate::{Choices, policy, seeded};
use schemars::SchemaGenerator;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How many policies are looked through.
const POLICIES: u64 = 800;

/// What no generated policy needs to have.
const LEFT_OUT: [&str; 3] = [
    // For editors only.
    "PolicyDocument/$schema",
    // Said by the promises of the remedies.
    "Element/repair",
    // A calendar's week is five or six days; the other days off would say the same.
    "Weekday",
];

/// What a schema names: fields as `Type/field`, names of a choice as `Type/name`.
struct Schema(Value);

impl Schema {
    /// The schema itself, or the type it names, with the name.
    fn resolved<'s>(&'s self, schema: &'s Value, name: &'s str) -> (&'s Value, &'s str) {
        let named = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/"));
        named.map_or((schema, name), |name| (&self.0["$defs"][name], name))
    }

    /// Every name of every type.
    fn names(&self) -> BTreeSet<String> {
        let types = self.0["$defs"].as_object().unwrap().iter();
        let types = types.map(|(name, schema)| (name.as_str(), schema));
        let mut all = BTreeSet::new();
        for (name, schema) in types.chain([("PolicyDocument", &self.0)]) {
            for schema in branches(schema).chain([schema]) {
                let fields = schema["properties"].as_object().into_iter().flatten();
                all.extend(fields.map(|(field, _)| format!("{name}/{field}")));
                all.extend(schema["const"].as_str().map(|own| format!("{name}/{own}")));
            }
        }
        all
    }

    /// Counts what a value of a type has.
    fn count(&self, value: &Value, schema: &Value, name: &str, seen: &mut BTreeMap<String, usize>) {
        let (schema, name) = self.resolved(schema, name);
        for branch in branches(schema) {
            let required = branch["required"].as_array().into_iter().flatten();
            let fits = |field: &Value| value.get(field.as_str().unwrap()).is_some();
            let (target, _) = self.resolved(branch, name);
            if branch["const"] == *value {
                *seen.entry(format!("{name}/{}", value.as_str().unwrap())).or_default() += 1;
            } else if required.clone().count() > 0 && required.clone().all(fits)
                || (branch["$ref"].is_string() && is_of(value, target))
            {
                self.count(value, branch, name, seen);
            }
        }
        for (field, inner) in value.as_object().into_iter().flatten() {
            if let Some(own) = schema["properties"].get(field) {
                *seen.entry(format!("{name}/{field}")).or_default() += 1;
                self.count(inner, own, "", seen);
            } else if schema["additionalProperties"].is_object() {
                self.count(inner, &schema["additionalProperties"], "", seen);
            }
        }
        for item in value.as_array().into_iter().flatten() {
            self.count(item, &schema["items"], "", seen);
        }
    }
}

fn branches(schema: &Value) -> impl Iterator<Item = &Value> {
    let branches = ["oneOf", "anyOf"].into_iter().filter_map(|one| schema[one].as_array());
    branches.flatten()
}

/// Whether a value may be of a type: an object of objects, or a choice whatever it is.
fn is_of(value: &Value, schema: &Value) -> bool {
    !schema["type"].is_string() || value.is_object() == (schema["type"] == "object")
}

#[test]
fn generated_policies_have_everything() {
    let schema = SchemaGenerator::default().into_root_schema_for::<PolicyDocument>();
    let schema = Schema(schema.to_value());
    let (mut seen, mut taken) = (BTreeMap::new(), 0_u64);
    for seed in 0..POLICIES {
        let bytes = seeded(seed, 60 + usize::try_from(seed).unwrap());
        let made = policy(&mut Choices::new(&bytes));
        if desk(&made).is_some() {
            schema.count(&made.policy, &schema.0, "PolicyDocument", &mut seen);
            taken += 1;
        }
    }
    let all = schema.names();
    let needed = all.iter().filter(|name| !LEFT_OUT.iter().any(|left| name.starts_with(left)));
    let rare = needed.filter(|name| seen.get(*name).is_none_or(|count| *count < 5));
    let rare: Vec<_> = rare.map(|name| (name, seen.get(name).copied().unwrap_or(0))).collect();
    println!("{} names, {taken} policies of {POLICIES}", all.len());
    assert!(rare.is_empty(), "never or hardly ever made: {rare:#?}");
    assert!(taken * 10 > POLICIES * 8, "only {taken} of {POLICIES} were taken");
}
