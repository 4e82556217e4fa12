// The element as a part of the form around it, as fields are: with a `name` it is sent along, and it holds the form back
// until the complaint is sent. README.md says what its value is.

/** Said until there are words. */
const NO_WORDS = '…';

// On a server there is no HTMLElement; importing this file there does nothing.
export class Member extends (globalThis.HTMLElement || class {}) {
  static formAssociated = true;

  #internals = this.attachInternals?.();
  #value = null;
  #why = NO_WORDS;
  #waived = false;

  /** The form around. */
  get form() {
    return this.#internals?.form ?? null;
  }
  get validity() {
    return this.#internals?.validity;
  }
  get validationMessage() {
    return this.#internals?.validationMessage ?? '';
  }
  get willValidate() {
    return this.#internals?.willValidate ?? false;
  }

  /** Whether the form around need not wait for this. */
  checkValidity() {
    return this.#internals?.checkValidity() ?? true;
  }

  /** The same, and the browser says so where the customer is to look. */
  reportValidity() {
    return this.#internals?.reportValidity() ?? true;
  }

  formDisabledCallback() {
    this.freeze();
  }

  formResetCallback() {
    this.reset();
  }

  /** A page that comes back with its form: what was sent stays sent. */
  formStateRestoreCallback(state) {
    this.settle({ value: state });
  }

  /** What is drawn can be used unless the form around, or a fieldset of it, is disabled. */
  freeze() {
    const frozen = this.matches(':disabled');
    for (const it of this.shadowRoot.children) it.inert = frozen;
    if (frozen) this.shadowRoot.activeElement?.blur();
  }

  /** Takes over what has changed: the value, why there is none, or that nobody has to wait for one. */
  settle({ value = this.#value, why = this.#why, waived = this.#waived } = {}) {
    [this.#value, this.#why, this.#waived] = [value, why, waived];
    const internals = this.#internals;
    if (!internals?.setFormValue) return;
    const part = this.hasAttribute('name');
    const where = this.shadowRoot.querySelector('h2');
    internals.setFormValue(part ? value : null);
    if (!part || waived || value) internals.setValidity({});
    else internals.setValidity({ valueMissing: true }, why, ...(where ? [where] : []));
  }
}
