//! The least that a page in Yew can be, a counter: what no form in Yew is smaller or quicker than. Benchmarks measure it
//! beside the form, built in the same way; nothing else ships it.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::prelude::*;

/// Counts how often its one field was picked.
#[derive(Debug)]
struct Counter(u32);

impl Component for Counter {
    type Message = ();
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self(0)
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        self.0 = self.0.saturating_add(1);
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        html! {
            <form id="plain">
                <label>
                    <input type="checkbox" value="fee-in-error"
                        onclick={context.link().callback(|_| ())} />
                    { "A fee was charged in error" }
                </label>
                <aside class="panel">{ self.0 }</aside>
            </form>
        }
    }
}

/// Draws the counter in an element.
#[wasm_bindgen]
pub fn floor(root: Element) {
    yew::Renderer::<Counter>::with_root(root).render();
}
