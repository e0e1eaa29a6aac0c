import { html, nothing } from "lit";
import { call, path } from "../../frame/api";
import { number } from "../../frame/format";
import { members } from "../../frame/json";
import { href } from "../../frame/route";
import { icon } from "../../parts/icons";
import { projectionStatus } from "../../parts/projection-status";
import { View } from "../../parts/view";
import { words } from "./messages";
import { type Declared, fieldNames, groupPaths, readProjections } from "./states";

/** What the server keeps of payments: for each currency its figures, as JSON texts. */
type Payments = readonly (readonly [string, ReadonlyMap<string, string>])[];

/** The projections of a store and how they are doing, and the summary of payments that the server keeps by itself. */
class ProjectionList extends View {
  static override properties = { ...View.properties, all: { state: true }, payments: { state: true } };

  declare private all: readonly Declared[];
  declare private payments: Payments;

  constructor() {
    super();
    this.all = [];
    this.payments = [];
  }

  protected override get refreshMillis(): number {
    return 2000;
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const store = this.store;
    const [all, summary] = await Promise.all([
      readProjections(store, signal),
      call("GET", path("payments", "summary"), { params: { store }, signal }).then((answer) => answer.text()),
    ]);
    this.all = all;
    this.payments = [...members(members(summary).get("byCurrency") ?? "{}")].map(
      ([currency, figures]) => [currency, members(figures)] as const,
    );
  }

  protected override content(): unknown {
    const t = words();
    return html`
      <div class="head">
        <h1>${t.title}</h1>
        <a class="button primary" href=${href("projections", { form: "new" })}>${icon("add")}${t.build}</a>
      </div>
      <p class="quiet pj-intro">${t.intro}</p>
      ${this.all.length === 0 ? this.none() : this.table()} ${this.payments.length > 0 ? this.paymentsCard() : nothing}
    `;
  }

  private none(): unknown {
    const t = words();
    return html`<section class="empty">
      <h2>${t.noneTitle}</h2>
      <p class="quiet pj-intro">${t.noneText}</p>
      <a class="button" href=${href("projections", { form: "new" })}>${icon("add")}${t.build}</a>
    </section>`;
  }

  private table(): unknown {
    const t = words();
    return html`<section class="card">
      <h2>${t.declared}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${t.declared}>
        <table class="pj-list">
          <thead>
            <tr>
              <th scope="col">${t.name}</th>
              <th scope="col">${t.status}</th>
              <th scope="col" class="number pj-position">${t.position}</th>
              <th scope="col" class="number">${t.lag}</th>
              <th scope="col" class="number">${t.parked}</th>
            </tr>
          </thead>
          <tbody>
            ${this.all.map(
              ({ projection, definition }) =>
                html`<tr>
                  <th scope="row">
                    <a href=${href("projections", { name: projection.name })}>${projection.name}</a>
                    <span class="quiet small">${definition === null ? t.builtIn : gist(definition)}</span>
                  </th>
                  <td>${projectionStatus(projection)}</td>
                  <td class="number pj-position">${number(projection.position)}</td>
                  <td class="number">${number(projection.lag)}</td>
                  <td class="number">
                    ${
                      projection.parked.length > 0
                        ? html`<span class="badge bad">${number(projection.parked.length)}</span>`
                        : "0"
                    }
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private paymentsCard(): unknown {
    const t = words();
    const columns = [
      ["count", t.payments],
      ["processed", t.processed],
      ["refunded", t.refunded],
      ["net", t.net],
    ] as const;
    return html`<section class="card">
      <div class="head">
        <h2>${t.paymentsTitle}</h2>
        <span class="badge">${t.builtIn}</span>
      </div>
      <p class="quiet small">${t.paymentsText}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t.paymentsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.currency}</th>
              ${columns.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.payments.map(
              ([currency, figures]) =>
                html`<tr>
                  <th scope="row">${currency}</th>
                  ${columns.map(([name]) => html`<td class="number">${figures.get(name)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }
}

/** Returns what a definition says in short, such as "n, total by data.currency". */
function gist(definition: string): string {
  const t = words();
  const paths = groupPaths(definition);
  const fields = fieldNames(definition).join(", ");
  return paths.length === 0 ? fields : `${fields} ${t.by} ${paths.join(", ")}`;
}

customElements.define("projection-list", ProjectionList);
