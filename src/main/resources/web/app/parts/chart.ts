import { html, nothing } from "lit";
import type { ECharts, EChartsOption } from "./echarts";
import { number } from "../frame/format";
import { PREFERENCES_CHANGED, isDark } from "../frame/settings";
import { words } from "../frame/words";
import { icon } from "./icons";
import { saveFile } from "./notice";
import { Part } from "./view";

/** What a chart shows, as a table: the same numbers, for those who cannot see it and for spreadsheets. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Where a cell leads, if it leads somewhere. */
  readonly link?: (row: number, column: number) => string | undefined;
}

/** The most rows of a table that are put into the page. */
const SHOWN_ROWS = 1000;

/** The colours that a chart draws with, as the style sheet has them. */
export interface Palette {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly surface: string;
  readonly series: readonly string[];
}

/**
 * A chart with its table, as CSV and as PNG. The library is fetched when the first chart is shown. `option` gets the palette in
 * use and is asked again when the look changes; `picked` gets the clicks on the chart, `brushed` the ends of a range that is
 * drawn with the pointer, as indexes into the category axis.
 */
export class Chart extends Part {
  static override properties = {
    label: {},
    file: {},
    height: { type: Number },
    option: { attribute: false },
    table: { attribute: false },
    picked: { attribute: false },
    brushed: { attribute: false },
    asTable: { state: true },
  };

  /** What the chart says, for a screen reader and as its caption. */
  declare label: string;
  /** The name of its files, without an ending. */
  declare file: string;
  /** Its height in pixels. */
  declare height: number;
  declare option: (palette: Palette) => EChartsOption;
  declare table: Table;
  declare picked: ((event: { dataIndex: number; name: string; data: unknown; dataType?: string }) => void) | undefined;
  declare brushed: ((from: number, to: number) => void) | undefined;
  declare private asTable: boolean;

  private chart: ECharts | null = null;
  private readonly resized = new ResizeObserver(() => this.chart?.resize());

  constructor() {
    super();
    this.height = 240;
    this.file = "chart";
    this.asTable = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(PREFERENCES_CHANGED, this.recoloured);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(PREFERENCES_CHANGED, this.recoloured);
    this.drop();
  }

  protected override render(): unknown {
    const t = words();
    return html`<figure class="chart">
      <figcaption class="head">
        <span class="quiet small">${this.label}</span>
        <span class="actions">
          <button type="button" class="plain small" aria-pressed=${this.asTable} @click=${this.turn}>
            ${this.asTable ? t.chart : t.table}
          </button>
          <button type="button" class="plain small" @click=${this.csv}>${icon("download")}CSV</button>
          <button type="button" class="plain small" ?disabled=${this.asTable} @click=${this.png}>
            ${icon("download")}PNG
          </button>
        </span>
      </figcaption>
      ${
        this.asTable
          ? this.tableView()
          : html`<div
              class="chart-area"
              role="img"
              aria-label=${this.label}
              .style=${`height: ${this.height}px`}
            ></div>`
      }
    </figure>`;
  }

  protected override updated(): void {
    void this.draw();
  }

  private tableView(): unknown {
    if (!this.table) {
      return nothing;
    }
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${this.label}
      .style=${`max-height: ${this.height + 60}px; overflow: auto`}
    >
      <table>
        <thead>
          <tr>
            ${this.table.columns.map((column, at) => html`<th scope="col" class=${this.isNumber(at) ? "number" : ""}>${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.table.rows.slice(0, SHOWN_ROWS).map(
            (row, nth) =>
              html`<tr>
                ${row.map((value, at) => html`<td class=${this.isNumber(at) ? "number" : ""}>${this.cell(value, nth, at)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        this.table.rows.length > SHOWN_ROWS
          ? html`<p class="quiet small">${words().firstRows(number(SHOWN_ROWS), number(this.table.rows.length))}</p>`
          : nothing
      }
    </div>`;
  }

  private cell(value: string | number, row: number, column: number): unknown {
    const link = this.table.link?.(row, column);
    return link ? html`<a href=${link}>${value}</a>` : value;
  }

  private isNumber(column: number): boolean {
    return typeof this.table.rows[0]?.[column] === "number";
  }

  private async draw(): Promise<void> {
    const area = this.querySelector<HTMLElement>(".chart-area");
    if (!area) {
      this.drop();
      return;
    }
    const drawing = await import("./echarts").catch(() => null);
    if (!drawing) {
      // Without what draws, the numbers are still there.
      this.asTable = true;
      return;
    }
    const { charts } = drawing;
    if (!area.isConnected || !this.option) {
      return;
    }
    if (this.chart?.getDom() !== area) {
      this.drop();
      this.chart = charts.init(area, undefined, { renderer: "canvas" });
      this.chart.on("click", (event) =>
        this.picked?.(event as unknown as { dataIndex: number; name: string; data: unknown }),
      );
      this.chart.on("brushEnd", (event) => this.brushEnd(event as { areas?: { coordRange?: [number, number] }[] }));
      this.resized.observe(area);
    }
    this.chart!.setOption({ animation: false, ...this.option(palette()) }, true);
    if (this.brushed) {
      this.chart!.dispatchAction({
        type: "takeGlobalCursor",
        key: "brush",
        brushOption: { brushType: "lineX", brushMode: "single" },
      });
    }
  }

  private brushEnd(event: { areas?: { coordRange?: [number, number] }[] }): void {
    const range = event.areas?.[0]?.coordRange;
    if (range && this.brushed) {
      this.brushed(Math.min(...range), Math.max(...range));
    }
  }

  private drop(): void {
    this.resized.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  private readonly recoloured = (): void => this.requestUpdate();

  private readonly turn = (): void => {
    this.asTable = !this.asTable;
  };

  private readonly csv = (): void => {
    saveFile(`${this.file}.csv`, new Blob([csvOf(this.table)], { type: "text/csv" }));
  };

  private readonly png = (): void => {
    const data = this.chart?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: palette().surface });
    if (data) {
      const bytes = Uint8Array.from(atob(data.slice(data.indexOf(",") + 1)), (char) => char.charCodeAt(0));
      saveFile(`${this.file}.png`, new Blob([bytes], { type: "image/png" }));
    }
  };
}

customElements.define("mayfly-chart", Chart);

/** Returns a table as CSV (RFC 4180); a text that a spreadsheet would take for a formula is defused by an apostrophe. */
export function csvOf(table: Table): string {
  const cell = (value: string | number) => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/** Returns the colours in use, as a canvas takes them. */
export function palette(): Palette {
  const probe = document.createElement("i");
  document.body.append(probe);
  const of = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    text: of("text"),
    quiet: of("quiet"),
    line: of("line"),
    accent: of("accent"),
    surface: of("surface"),
    series: isDark()
      ? ["#5fd0c0", "#8cb8ff", "#f5c26b", "#ff9a8f", "#c7a4f5", "#9ddb7a", "#f19ccc", "#7fd3f0"]
      : ["#0f766e", "#2563b0", "#b26a00", "#b42318", "#7340b8", "#4a7c1c", "#a8326f", "#14749a"],
  };
  probe.remove();
  return found;
}
