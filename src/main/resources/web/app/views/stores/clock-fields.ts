import { html, nothing, type TemplateResult } from "lit";
import { clockWords } from "./clock-messages";
import { choice, durationOf, field, measure, text, timeUnits, wrong } from "./forms";

/** How a clock can be set. */
export type ClockMode = "system" | "offset" | "frozen";

const MODES: readonly ClockMode[] = ["system", "offset", "frozen"];

/** Returns the fields that say how a clock is set; `under` is where a request has them. */
export function clockFields(
  form: string,
  mode: ClockMode,
  at: string,
  failure: unknown,
  under: string,
  changed: (mode: ClockMode) => void,
): TemplateResult {
  const t = clockWords();
  return html`${choice(
    form,
    "mode",
    t.mode,
    MODES.map((one) => [one, t.names(one)] as const),
    mode,
    (value) => changed(value as ClockMode),
  )}
  ${
    mode === "frozen"
      ? field({
          form,
          name: "at",
          label: t.at,
          value: at,
          required: true,
          hint: t.atHint,
          wrong: wrong(failure, `${under}at`),
        })
      : nothing
  }
  ${
    mode === "offset"
      ? html`${measure({ form, name: "by", label: t.distance, value: 1, required: true, wrong: wrong(failure, `${under}by`) }, timeUnits(), "D")}
        ${choice(
          form,
          "direction",
          t.direction,
          [
            ["", t.forward],
            ["-", t.back],
          ],
          "",
        )}`
      : nothing
  }`;
}

/** Returns the setting of a clock that a form holds. */
export function clockSetting(values: FormData): object {
  const mode = text(values, "mode");
  if (mode === "frozen") {
    return { mode, at: text(values, "at") };
  }
  if (mode === "offset") {
    return { mode, by: `${text(values, "direction")}${durationOf(values, "by")}` };
  }
  return { mode };
}
