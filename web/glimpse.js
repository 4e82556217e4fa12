// What the service has worked out for each problem, drawn into the tag as templates: the one that is picked is shown until
// the form itself has the calculator. A choice is heard of in the shadow root, in the form inside the tag, too: what is in a
// slot passes there.

import { language } from './asked.js';

export class Glimpse {
  #host;
  #panel;
  /** Whether the form says itself what it offers, or would say it in other words or by another policy. */
  needless = false;

  constructor(host) {
    this.#host = host;
  }

  /** Shows what is there for the problem picked in `place`, in place of what was shown before. */
  show(place) {
    this.hide();
    if (this.needless || this.#host.policyDocument) return;
    const picked = place.querySelector('[name$="-problem"]:checked')?.value;
    const drawn = [...this.#host.querySelectorAll('template')].find((it) => it.dataset.problem === picked);
    const panel = drawn?.content.firstChild;
    // A host may have asked for another language before the element was there to hear of it.
    if (!picked || !panel || language(panel) !== language(this.#host)) return;
    this.#panel = document.importNode(panel, true);
    place.querySelector('.layout').append(this.#panel);
  }

  hide() {
    this.#panel = this.#panel?.remove();
  }

  /** The form has come, or has not; from now on nothing is shown if that is `needless`. */
  over(needless) {
    this.needless ||= needless;
    this.hide();
  }
}
