import { html, render } from "lit";
import { words } from "../frame/words";
import { refusal } from "./view";

/** A question before an act. */
export interface Question {
  readonly title: string;
  /** What will happen, and what will be lost. */
  readonly text: unknown;
  /** What the button of the act says. */
  readonly act: string;
  /** Whether something is lost by it. */
  readonly destructive?: boolean;
  /** Does it; what it throws is shown in the dialog, which then stays. Gets the values of the dialog's fields. */
  readonly run: (values: FormData) => Promise<void>;
}

/** Asks, and does it if the answer is yes; returns whether it was done. */
export function ask(question: Question): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "dialog-title");
  document.body.append(dialog);
  return new Promise((resolve) => {
    let done = false;
    let busy = false;
    let failure: unknown = null;
    const draw = () => {
      render(
        html`<form method="dialog" @submit=${submit}>
          <h2 id="dialog-title">${question.title}</h2>
          <div class="dialog-text">${question.text}</div>
          ${failure ? refusal(failure) : ""}
          <p class="actions">
            <button type="button" @click=${() => dialog.close()}>${words().cancel}</button>
            <button class=${question.destructive ? "danger" : "primary"} ?disabled=${busy}>${question.act}</button>
          </p>
        </form>`,
        dialog,
      );
    };
    const submit = async (event: SubmitEvent) => {
      event.preventDefault();
      busy = true;
      draw();
      try {
        await question.run(new FormData(event.target as HTMLFormElement));
        done = true;
        dialog.close();
      } catch (thrown) {
        failure = thrown;
        busy = false;
        draw();
      }
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(done);
    });
    draw();
    dialog.showModal();
  });
}
