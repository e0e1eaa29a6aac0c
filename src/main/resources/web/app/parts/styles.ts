import { noChange } from "lit";
import { Directive, type ElementPart, type PartInfo, PartType, directive } from "lit/directive.js";

class Styles extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error("Styles are set on an element.");
    }
  }

  override render(_values: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [values]: [Readonly<Record<string, string>>]): unknown {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(values)) {
      style.setProperty(name, value);
    }
    return noChange;
  }
}

/** Sets styles of an element, as in `<div ${styles({ height })}>`: one by one, as the page's policy lets no style attribute be. */
export const styles = directive(Styles);
