// What the service has worked out for each problem, drawn into the tag as templates: the one that is picked is shown until
// the form itself has the calculator.

const DRAWN = 'template[data-problem]';

export class Glimpse {
  #host;
  #panel;
  /** Whether the form has the calculator. */
  needless = false;

  constructor(host) {
    this.#host = host;
  }

  /** Shows what is there for the problem picked in `place`, in place of what was shown before. */
  show(place) {
    this.hide();
    if (this.needless || this.#host.policyDocument) return;
    const picked = place.querySelector('[name$="-problem"]:checked')?.value;
    const drawn = [...this.#host.querySelectorAll(DRAWN)].find((it) => it.dataset.problem === picked);
    if (!drawn) return;
    this.#panel = document.importNode(drawn.content, true).firstChild;
    place.querySelector('.layout').append(this.#panel);
  }

  /** The form says itself what it offers, or why it does not; from now on if it has the calculator. */
  over(needless) {
    this.needless ||= needless;
    this.hide();
  }

  hide() {
    this.#panel = this.#panel?.remove();
  }

  /** Drawn for other words or another policy: of no use any more. */
  withdraw() {
    for (const drawn of this.#host.querySelectorAll(DRAWN)) drawn.remove();
  }
}
