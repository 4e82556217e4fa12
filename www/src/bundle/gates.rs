//! Where the form's module is split: which of its functions begin the later part.
//!
//! A gate is a function that is never inlined, called only once the state knows that all of the module is here
//! (`Later::Here` in `web/src/journey/later.rs`).

/// The gates. Behind them is what the first screen does without until a problem is picked: the calculator with all it
/// says, the screens after the first, what is typed there, and sending.
pub(super) const GATES: [&str; 35] = [
    "<amends_web::journey::State>::compute",
    "<amends_web::journey::State>::changes",
    "<amends_web::journey::State>::check_known",
    "<amends_web::journey::State>::fault_beyond",
    "<amends_web::journey::State>::announce",
    "<amends_web::journey::State>::understood",
    "<amends_web::journey::State>::day",
    "<amends_web::journey::State>::offered_words",
    "<alloc::rc::Rc<amends_core::document::quote::QuoteDocument>>::drop_slow",
    "amends_web::parts::options_panel::live",
    "amends_web::parts::routes::date",
    "amends_core::document::canonical::write::<amends_core::document::quote::QuoteDocument>",
    "amends_core::document::canonical::write::<amends_core::document::complaint::ComplaintDocument>",
    "amends_web::screens::facts::facts",
    "amends_web::screens::impact::impact",
    "amends_web::screens::wish::wish",
    "amends_web::screens::story::story",
    "amends_web::screens::options::options",
    "amends_web::screens::apology::apology",
    "amends_web::screens::check::check",
    "amends_web::screens::receipt::receipt",
    "<amends_web::journey::State>::submit",
    "<amends_web::journey::State>::try_again",
    "<amends_web::journey::State>::sent",
    "<amends_web::journey::State>::found",
    "<amends_web::journey::State>::handed_over",
    "<amends_web::journey::State>::copied",
    "<amends_web::journey::State>::receipt_text",
    "<amends_web::journey::State>::save_promises",
    "<amends_web::journey::restored::Restored>::between",
    "amends_web::effects::figures",
    "amends_web::app::files",
    "amends_web::journey::tell_quote",
    "amends_web::parts::routes::dated",
    "amends_web::effects::reply",
];

/// Paths of functions of which none is called through a pointer before the later part is there.
pub(super) const BEHIND: [&str; 20] = [
    "amends_core::number::range::",
    "amends_core::policy::Policy>::is_settled",
    "amends_core::policy::Policy>::judges",
    "amends_core::policy::formula::Formula>::judges",
    "amends_core::policy::formula::Formula>::reads",
    "amends_core::policy::formula::Formula>::value",
    "amends_core::policy::time::",
    "amends_core::language::",
    "amends_core::options::",
    "amends_core::outlook::",
    "amends_core::wording::",
    "amends_core::document::complaint::",
    "amends_core::document::formula::",
    "amends_core::document::quote::",
    "amends_web::typed::",
    "amends_web::parts::date_field::",
    "amends_web::parts::field::",
    "amends_web::parts::money_field::",
    "amends_web::parts::options_panel::",
    "amends_web::screens::questions::",
];
