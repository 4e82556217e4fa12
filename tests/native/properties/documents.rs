//! Generated documents as texts: written and read the same, named the same however they are spelt.

use super::{bytes, desk, made, run};
use amends_core::document::{self, policy::PolicyDocument};
use amends_core::policy::Policy;
use amends_core::quote;
use amends_tests::generate::{Choices, policy};
use serde_json::Value;

/// The document with the fields of every object in another order and white space everywhere.
fn respelt(value: &Value, choices: &mut Choices<'_>, out: &mut String) {
    let space = choices.pick(["", " ", "\n\t", " \r\n "]);
    match value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                respelt(item, choices, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            let turn = choices.below(fields.len());
            fields.rotate_left(turn);
            out.push('{');
            for (index, (name, field)) in fields.into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(space);
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                respelt(field, choices, out);
            }
            out.push('}');
        }
        single => {
            out.push_str(space);
            out.push_str(&single.to_string());
        }
    }
    out.push_str(space);
}

#[test]
fn a_document_is_the_same_after_it_was_written_and_read() {
    run(256, 256, bytes(0), |(policy_bytes, _)| {
        let text = made(&policy_bytes, policy).policy.to_string();
        let read: PolicyDocument = document::read(&text).unwrap();
        let written = document::write(&read);
        assert_eq!(document::read::<PolicyDocument>(&written).as_ref(), Ok(&read));
        assert_eq!(document::write(&document::read::<PolicyDocument>(&written).unwrap()), written);
        1
    });
}

#[test]
fn the_digest_does_not_depend_on_the_order_of_fields_or_white_space() {
    run(256, 200, bytes(1), |(policy_bytes, spelling)| {
        let made = made(&policy_bytes, policy);
        let mut other = String::new();
        respelt(&made.policy, &mut Choices::new(&spelling.concat()), &mut other);
        let (Ok(one), Ok(two)) = (Policy::read(&made.policy.to_string()), Policy::read(&other))
        else {
            return 0;
        };
        assert_eq!(one.digest(), two.digest());
        let mut changed = made.policy.clone();
        changed["version"] = "2".into();
        let changed = Policy::read(&changed.to_string()).unwrap();
        assert_ne!(one.digest(), changed.digest());
        1
    });
}

#[test]
fn a_packed_policy_quotes_as_its_document_does() {
    run(256, 600, bytes(4), |(policy_bytes, told)| {
        let Some(desk) = desk(&made(&policy_bytes, policy)) else { return 0 };
        let language = &desk.policy.document().languages[0];
        let bytes = desk.policy.pack(language).unwrap();
        let packed = Policy::unpack(&bytes).unwrap();
        assert_eq!(packed.pack(language), Some(bytes));
        let told = told.iter().map(|bytes| desk.respondent.tells(&mut Choices::new(bytes)));
        let complaints = told.map(|told| told.whole());
        let quotes = complaints.map(|complaint| {
            let one = quote(&desk.policy, &complaint, desk.today);
            let two = quote(&packed, &complaint, desk.today);
            assert_eq!(one, two);
            usize::from(one.is_ok())
        });
        quotes.sum()
    });
}
