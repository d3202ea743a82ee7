/** A directive that leaves a part of the page as it is while what it depends on is the same. */

import { Directive, directive, noChange } from "../../vendor/lit-html.js";

class Unchanged extends Directive {
  known = null;

  render(_dependencies, draw) {
    return draw();
  }

  update(_part, [dependencies, draw]) {
    const isSame = this.known?.every((each, at) => each === dependencies[at]);
    if (isSame) return noChange;
    this.known = dependencies;
    return draw();
  }
}

/** `unchanged(dependencies, draw)`: draws anew only when one of the dependencies is another. */
export const unchanged = directive(Unchanged);
