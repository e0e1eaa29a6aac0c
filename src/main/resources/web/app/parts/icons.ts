import { svg, html, type TemplateResult } from "lit";

const SHAPES = {
  overview: svg`<path d="M3 13h4l3-8 4 14 3-6h4"/>`,
  events: svg`<path d="M4 6h16M4 12h16M4 18h10"/>`,
  aggregates: svg`<path d="M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5"/>`,
  correlation: svg`<circle cx="6" cy="6" r="2.5"/><circle cx="18" cy="12" r="2.5"/><circle cx="6" cy="18" r="2.5"/><path d="M8.5 6.8l7 4M8.5 17.2l7-4"/>`,
  analysis: svg`<path d="M4 20V10M10 20V4M16 20v-7M21 20H3"/>`,
  projections: svg`<path d="M4 5h16v10H4zM12 15v4M8 20h8"/>`,
  stores: svg`<circle cx="7" cy="5" r="2.2"/><circle cx="7" cy="19" r="2.2"/><circle cx="17" cy="9" r="2.2"/><path d="M7 7.2v9.6M7 14c0-4 10-1 10-2.8"/>`,
  pause: svg`<path d="M9 5v14M15 5v14"/>`,
  play: svg`<path d="M7 4l13 8-13 8z"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 012-2h8"/>`,
  download: svg`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,
  add: svg`<path d="M12 5v14M5 12h14"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,
  refresh: svg`<path d="M20 11a8 8 0 10-2 6M20 4v7h-7"/>`,
  trash: svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>`,
};

/** The name of a picture. */
export type Icon = keyof typeof SHAPES;

/** Returns a small picture in the colour of the text around it; it says nothing to a screen reader. */
export function icon(name: Icon): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}
