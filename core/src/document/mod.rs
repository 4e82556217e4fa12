//! Documents as they are written: their types, how they are read and how they are written back.

pub(crate) mod readable;
pub(crate) mod node;
pub(crate) mod json;
pub(crate) mod reader;
pub(crate) mod line;
mod map;
pub mod complaint;
pub mod follow_up;
pub mod formula;
pub mod policy;
pub mod quote;
pub mod outlook;
pub mod replay;
pub mod review;
pub mod submission;

pub(crate) mod canonical;
pub(crate) mod writer;
mod differences;

pub use canonical::{canonical, digest, word, write};
pub use differences::differences;
pub use line::{PastComplaint, read_line};
pub use map::Map;
#[doc(hidden)]
pub use readable::{snake, snake_length};
#[doc(hidden)]
pub use reader::{Field, Fields};
pub use reader::{Read, Reader, deserialize, read};
pub use writer::{Object, Write};
#[doc(hidden)]
pub use writer::{Place, in_order, object, tagged};
