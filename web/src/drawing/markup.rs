//! Markup that reads like HTML and becomes one short call for each of its steps. `html!` would lay out every element
//! anew at every place, and a customer's browser would download all of it.

/// Draws markup in a view: `draw! { view => <p class="lead" id={id}>{ words }</p> }`.
///
/// As in HTML, with `{ piece }` for anything that can be drawn, `if`, `if let` and `for` around markup, and `<>…</>`
/// around several elements. Each of these is one node to Yew, drawn or not, so that what follows keeps its place.
macro_rules! draw {
    ($view:ident => $($markup:tt)*) => {{
        $crate::drawing::draw!(@in $view $($markup)*);
        $crate::drawing::Drawn::here()
    }};

    (@in $view:ident) => {};
    (@in $view:ident <> $($rest:tt)*) => {
        $view.group();
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@in $view:ident </ $($tag:ident)?> $($rest:tt)*) => {
        $view.close();
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@in $view:ident <$tag:ident class=$class:literal $($rest:tt)*) => {
        $view.open_plain(stringify!($tag), $class);
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@in $view:ident <$tag:ident $($rest:tt)*) => {
        $view.open(stringify!($tag));
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@in $view:ident { $piece:expr } $($rest:tt)*) => {
        $crate::drawing::Draw::draw($piece, $view);
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@in $view:ident if $($rest:tt)*) => {
        $view.group();
        $crate::drawing::draw!(@when $view [if] $($rest)*);
    };
    (@in $view:ident for $($rest:tt)*) => {
        $view.list();
        $crate::drawing::draw!(@when $view [for] $($rest)*);
    };

    // `if` and `for`: all up to the braces is Rust's.
    (@when $view:ident [$($when:tt)*] { $($then:tt)* } else { $($other:tt)* } $($rest:tt)*) => {
        $($when)* {
            $crate::drawing::draw!(@in $view $($then)*);
        } else {
            $crate::drawing::draw!(@in $view $($other)*);
        }
        $view.close();
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@when $view:ident [$($when:tt)*] { $($then:tt)* } $($rest:tt)*) => {
        $($when)* {
            $crate::drawing::draw!(@in $view $($then)*);
        }
        $view.close();
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@when $view:ident [$($when:tt)*] $next:tt $($rest:tt)*) => {
        $crate::drawing::draw!(@when $view [$($when)* $next] $($rest)*);
    };

    // Attributes of the element just opened.
    (@of $view:ident > $($rest:tt)*) => {
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@of $view:ident /> $($rest:tt)*) => {
        $view.close();
        $crate::drawing::draw!(@in $view $($rest)*);
    };
    (@of $view:ident key={ $value:expr } $($rest:tt)*) => {
        $view.key($value);
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@of $view:ident value={ $value:expr } $($rest:tt)*) => {
        $view.value($value);
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@of $view:ident checked={ $value:expr } $($rest:tt)*) => {
        $view.checked($value);
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@of $view:ident on={ $deed:expr } $($rest:tt)*) => {
        $view.on($deed);
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@of $view:ident $name:ident $(-$more:ident)* = $value:literal $($rest:tt)*) => {
        $view.set(
            const { $crate::drawing::place(concat!(stringify!($name) $(, "-", stringify!($more))*)) },
            $value,
        );
        $crate::drawing::draw!(@of $view $($rest)*);
    };
    (@of $view:ident $name:ident $(-$more:ident)* = { $value:expr } $($rest:tt)*) => {
        $crate::drawing::Value::set(
            $value,
            $view,
            const { $crate::drawing::place(concat!(stringify!($name) $(, "-", stringify!($more))*)) },
        );
        $crate::drawing::draw!(@of $view $($rest)*);
    };
}
pub(crate) use draw;
