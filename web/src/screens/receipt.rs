//! The receipt: reference, what was chosen, promises with their days, and ways to keep it.

use super::heading;
use crate::deeds::Deed;
use crate::drawing::{Drawn, Filled, Label, View, draw, p};
use crate::journey::{Event, Field, Sending};
use crate::labels::key;
use crate::parts::timeline::timeline;
use amends_core::document::quote::CommitmentMadeDocument;
use amends_core::document::submission::ReceiptDocument;

/// The screen.
#[inline(never)]
pub fn receipt(view: &mut View<'_>) -> Drawn {
    let title = key!("receipt-title");
    match &view.state.sending {
        Sending::Received(receipt) => draw! { view =>
            <>
                { heading(view, title, key!("receipt-lead")) }
                { received(view, receipt) }
            </>
        },
        _ => draw! { view =>
            <>
                { heading(view, title, key!("handed-over")) }
                { chosen(view) }
                if let Some(quote) = &view.state.quote { { promises(view, &quote.commitments) } }
            </>
        },
    }
}

fn received(view: &mut View<'_>, receipt: &ReceiptDocument) -> Drawn {
    let reference = Filled(key!("receipt-reference"), &[("reference", &receipt.reference)]);
    draw! { view =>
        <>
            <p class="reference" part="reference">{ reference }</p>
            { chosen(view) }
            { promises(view, &receipt.commitments) }
            if view.is_plain() {
                { links(view) }
            } else {
                { follow(view, receipt.page.as_deref()) }
                { keep(view, !receipt.commitments.is_empty()) }
            }
        </>
    }
}

/// Where the case is followed; the element has seen to it that the address cannot run anything.
fn follow(view: &mut View<'_>, page: Option<&str>) -> Drawn {
    let Some(page) = page else { return view.nothing() };
    draw! { view =>
        <div>
            <p><a part="follow" href={page}>{ Label(key!("follow")) }</a></p>
            { p(view, "small", Label(key!("follow-note"))) }
        </div>
    }
}

/// Ways to keep the receipt.
fn keep(view: &mut View<'_>, promised: bool) -> Drawn {
    draw! { view =>
        <div class="buttons">
            <button type="button" class="plain-button" on={Deed::Click(|| Event::Copy)}>
                { Label(key!("copy")) }
            </button>
            if promised {
                <button type="button" class="plain-button" on={Deed::Click(|| Event::Calendar)}>
                    { Label(key!("calendar")) }
                </button>
            }
            <button type="button" class="plain-button" on={Deed::Click(|| Event::Print)}>
                { Label(key!("print")) }
            </button>
        </div>
    }
}

/// Where it goes on from here without script.
fn links(view: &mut View<'_>) -> Drawn {
    let links = view.links().to_vec();
    draw! { view =>
        <>
            for (words, address) in links { <p><a href={address}>{ Label(words) }</a></p> }
            { p(view, "small", Label(key!("follow-note"))) }
        </>
    }
}

/// What was chosen, in words and figures.
fn chosen(view: &mut View<'_>) -> Drawn {
    let state = view.state;
    draw! { view =>
        <section class="card chosen">
            <h3>{ Label(key!("chosen-title")) }</h3>
            if let Some(offer) = state.offer() {
                { p(view, "chosen-title", &offer.title) }
                { p(view, "total", state.setting.range(&offer.total)) }
            } else {
                { p(view, "chosen-title", Label(key!("else-title"))) }
                { p(view, "words", state.raw(&Field::OtherWords)) }
            }
        </section>
    }
}

fn promises(view: &mut View<'_>, promises: &[CommitmentMadeDocument]) -> Drawn {
    draw! { view =>
        <>
            <h3>{ Label(key!("promises")) }</h3>
            { timeline(view, promises) }
        </>
    }
}
