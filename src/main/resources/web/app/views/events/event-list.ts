import { html, nothing } from "lit";

import { href } from "../../frame/route";
import type { Route } from "../../frame/route";
import { Part } from "../../parts/view";
import { type Column, widthsOf } from "./columns";
import type { Row, RowSource } from "./row";

/** The heights of a row of a table, of a card and of the line of titles, in pixels; the style sheet has the same. */
const ROW = 34;
const CARD = 64;
const TITLES = 34;

/** The width in pixels below which rows are cards. */
const CARDS_BELOW = 720;

/** How many rows are drawn above and below those that are seen. */
const SPARE = 6;

/** The most pixels that the rows' space takes: browsers do not lay out much more. Beyond, a pixel stands for more than one. */
const MOST_SPACE = 12_000_000;

/**
 * A list of events of which only the rows that are seen are in the page, however many there are. It is a grid to a screen reader,
 * with the keyboard in one place: up, down, page up, page down, home and end move the row that Enter opens.
 */
export class EventList extends Part {
  static override properties = {
    route: { attribute: false },
    source: { attribute: false },
    revision: { type: Number },
    columns: { attribute: false },
    label: {},
    selected: {},
    opened: { attribute: false },
    cards: { state: true },
    active: { state: true },
    top: { state: true },
    height: { state: true },
  };

  declare route: Route;
  declare source: RowSource;
  /** Changes whenever there is something else to show. */
  declare revision: number;
  declare columns: readonly Column[];
  declare label: string;
  /** The id of the event that is open, or "". */
  declare selected: string;
  /** Opens a row. */
  declare opened: (row: Row, index: number) => void;
  declare private cards: boolean;
  declare private active: number;
  declare private top: number;
  declare private height: number;

  private prepended = 0;
  private known: RowSource | null = null;
  private readonly resized = new ResizeObserver(([entry]) => {
    this.cards = entry.contentRect.width < CARDS_BELOW;
    this.height = entry.contentRect.height;
  });

  constructor() {
    super();
    this.cards = false;
    this.active = 0;
    this.top = 0;
    this.height = 600;
    this.selected = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  /** Moves to a row and makes it seen. */
  reveal(index: number): void {
    this.active = Math.max(0, Math.min(index, this.source.length - 1));
    const view = this.height - (this.cards ? 0 : TITLES);
    const start = this.active * this.size;
    const seen = this.top * this.scale;
    if (start < seen) {
      this.goTo(start / this.scale);
    } else if (start + this.size > seen + view) {
      this.goTo((start + this.size - view) / this.scale);
    }
  }

  /** Puts the keyboard here. */
  override focus(): void {
    this.grid?.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    if (this.source !== this.known) {
      this.known = this.source;
      this.prepended = this.source.prepended;
      this.active = 0;
      this.top = 0;
      if (this.grid) {
        this.grid.scrollTop = 0;
      }
    }
  }

  protected override render(): unknown {
    const { length, complete } = this.source;
    const view = this.height;
    const seen = this.top * this.scale;
    const first = Math.max(0, Math.floor(seen / this.size) - SPARE);
    const last = Math.min(length - 1, Math.ceil((seen + view) / this.size) + SPARE);
    this.source.show(first, last);
    const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const activeIsShown = this.active >= first && this.active <= last;
    const least = this.cards ? 0 : this.columns.reduce((sum, column) => sum + column.least + 12, 12);
    return html`<div
      class=${this.cards ? "ev-grid ev-cards" : "ev-grid"}
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${complete ? length + 1 : -1}
      aria-colcount=${this.columns.length}
      aria-activedescendant=${activeIsShown ? `ev-row-${this.active}` : nothing}
      .style=${`--ev-widths: ${widthsOf(this.columns)}; --ev-least: ${least}px`}
      @scroll=${this.scrolled}
      @keydown=${this.pressed}
    >
      <div role="rowgroup" class=${this.cards ? "unseen" : "ev-titles"}>
        <div role="row" aria-rowindex="1" class="ev-line">
          ${this.columns.map((column) => html`<span role="columnheader" class=${`ev-${column.name}`}>${column.title()}</span>`)}
        </div>
      </div>
      <div role="rowgroup" class="ev-space" .style=${`height: ${this.space}px`}>
        ${shown.map((index) => this.line(index))}
      </div>
    </div>`;
  }

  protected override updated(): void {
    const grid = this.grid!;
    this.resized.observe(grid);
    const more = this.source.prepended - this.prepended;
    this.prepended = this.source.prepended;
    if (more > 0) {
      // What is read stays where it is while rows come above it; at the very top the newest are wanted.
      if (grid.scrollTop > this.size) {
        grid.scrollTop += more * this.size;
      }
      if (this.active > 0) {
        this.active = Math.min(this.active + more, Math.max(0, this.source.length - 1));
      }
    }
  }

  private line(index: number): unknown {
    const row = this.source.row(index);
    const at = index * this.size - this.top * this.scale + this.top;
    const chosen = row !== undefined && row.eventId === this.selected;
    return html`<div
      role="row"
      id=${`ev-row-${index}`}
      aria-rowindex=${index + 2}
      aria-selected=${chosen ? "true" : "false"}
      class=${index === this.active ? "ev-line ev-row ev-active" : "ev-line ev-row"}
      .style=${`transform: translateY(${at}px)`}
      @click=${(event: MouseEvent) => this.clicked(event, index)}
    >
      ${row ? (this.cards ? this.card(row) : this.columns.map((column) => this.cell(column, row))) : this.ghost()}
    </div>`;
  }

  private cell(column: Column, row: Row): unknown {
    return html`<span role="gridcell" class=${`ev-cell ev-${column.name}`}
      >${column.name === "type" ? this.link(column, row) : column.cell(row)}</span
    >`;
  }

  /** A card has the type and the time in its first line, and all else that is chosen in its second. */
  private card(row: Row): unknown {
    const head = this.columns.filter((column) => column.name === "type" || column.name === "time");
    const above = head.length > 0 ? head : this.columns.slice(0, 1);
    const below = this.columns.filter((column) => !above.includes(column));
    return html`<span class="ev-above" role="presentation"
        >${[...above].reverse().map((column) => this.cell(column, row))}</span
      ><span class="ev-below" role="presentation">${below.map((column) => this.cell(column, row))}</span>`;
  }

  private link(column: Column, row: Row): unknown {
    const params = Object.fromEntries(
      [...new Set(this.route.params.keys())].map((name) => [name, this.route.params.getAll(name)]),
    );
    return html`<a tabindex="-1" href=${href("events", { ...params, event: row.eventId })}
      ><bdi>${column.cell(row)}</bdi></a
    >`;
  }

  private ghost(): unknown {
    return html`<span role="gridcell" class="ev-ghost">…</span>`;
  }

  private readonly clicked = (event: MouseEvent, index: number): void => {
    const row = this.source.row(index);
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || window.getSelection()?.isCollapsed === false) {
      return;
    }
    event.preventDefault();
    this.active = index;
    this.opened(row, index);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(this.height / this.size) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.source.length - 1,
    };
    if (event.altKey || this.source.length === 0) {
      return;
    }
    if (event.key in moves) {
      event.preventDefault();
      this.reveal(moves[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const row = this.source.row(this.active);
      if (row) {
        this.opened(row, this.active);
      }
    }
  };

  private readonly scrolled = (): void => {
    this.top = this.grid!.scrollTop;
  };

  private goTo(top: number): void {
    this.grid!.scrollTop = top;
    this.top = this.grid!.scrollTop;
  }

  private get grid(): HTMLElement | null {
    return this.querySelector(".ev-grid");
  }

  private get size(): number {
    return this.cards ? CARD : ROW;
  }

  private get space(): number {
    return Math.min(this.source.length * this.size, MOST_SPACE);
  }

  /** How many pixels of rows a pixel of scrolling passes. */
  private get scale(): number {
    const all = this.source.length * this.size;
    return all <= MOST_SPACE ? 1 : (all - this.height) / (MOST_SPACE - this.height);
  }
}

customElements.define("event-list", EventList);
