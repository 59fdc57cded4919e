// Charts of measurements, drawn by uPlot from data that lies in the page:
//
//   <div class="chart" data-chart role="img" aria-label="…in words…">
//     <script type="application/json">{"x": […], "series": [{"label": "…", "y": […]}],
//       "unit": "s", "bands": [[from, to]], "limits": [{"at": 2, "tone": "warn"}]}</script>
//   </div>
//
// `x` and `bands` are seconds since 1970; `null` in `y` is a gap. One series may be written
// short: {"x", "y"}. The words for those who do not see the picture are in `aria-label`.

import uPlot from "uplot";
import { all, language } from "./dom";

interface Series {
  label?: string;
  y: (number | null)[];
  tone?: Tone;
}
interface Chart {
  x: number[];
  y?: (number | null)[];
  series?: Series[];
  unit?: string;
  bands?: [number, number][];
  limits?: { at: number; tone?: Tone }[];
}
type Tone = "route" | "warn" | "bad" | "ok" | "muted";

const tones: Record<Tone, string> = { route: "--route", warn: "--warn-fill", bad: "--bad", ok: "--ok-fill", muted: "--muted" };

/** Draws every chart below `root` that is not drawn yet, or whose data changed. */
export function drawCharts(root: ParentNode): void {
  for (const element of all("[data-chart]", root)) {
    const json = element.querySelector("script[type='application/json']")?.textContent ?? "";
    const drawn = pictures.get(element);
    if (json && !(drawn?.json === json && drawn.plot.root.isConnected)) draw(element, json);
  }
}

interface Picture {
  json: string;
  plot: uPlot;
}
const pictures = new WeakMap<HTMLElement, Picture>();

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const picture = pictures.get(target as HTMLElement);
    const width = target.clientWidth;
    if (picture && width > 0 && Math.abs(picture.plot.width - width) > 2) {
      picture.plot.setSize({ width, height: picture.plot.height });
    }
  }
});

/** Other colours, or the font that has arrived: what is drawn is drawn again. */
function drawAgain(): void {
  for (const element of all("[data-chart]")) {
    const picture = pictures.get(element);
    if (picture) draw(element, picture.json);
  }
}
addEventListener("themechange", drawAgain);
void document.fonts.ready.then(drawAgain);

function draw(element: HTMLElement, json: string): void {
  const chart = JSON.parse(json) as Chart;
  pictures.get(element)?.plot.destroy();
  const series = chart.series ?? [{ y: chart.y ?? [] }];
  const plot = new uPlot(options(chart, series, element), [chart.x, ...series.map((one) => one.y)] as uPlot.AlignedData, element);
  pictures.set(element, { json, plot });
  resized.observe(element);
}

function options(chart: Chart, series: Series[], element: HTMLElement): uPlot.Options {
  const colour = colours();
  const font = `11px "Inter Variable", system-ui, sans-serif`;
  const quiet = { stroke: colour("--muted"), ticks: { show: false }, gap: 4, font };
  return {
    width: element.clientWidth,
    height: Math.max(element.clientHeight, 118),
    legend: { show: false },
    padding: [8, 4, 0, 0],
    cursor: { points: { size: 6 }, y: false },
    scales: { x: { time: true }, y: { range: (_, __, high) => [0, Math.max(high * 1.1, ...(chart.limits ?? []).map((limit) => limit.at * 1.1)) || 1] } },
    axes: [
      { ...quiet, grid: { show: false }, size: 22, space: 60, values: timesOfDay },
      { ...quiet, grid: { stroke: colour("--line"), width: 1 }, size: 36, space: 30, values: (_, values) => values.map((value) => `${figure(value)}${chart.unit ?? ""}`) },
    ],
    series: [
      {},
      ...series.map((one, index) => ({
        label: one.label,
        stroke: colour(tones[one.tone ?? "route"]),
        width: 1.75,
        fill: index === 0 && series.length === 1 ? colour("--route-wash") : undefined,
        points: { show: false },
      })),
    ],
    hooks: { drawClear: [(plot) => shadeBands(plot, chart, colour)], draw: [(plot) => ruleLimits(plot, chart, colour)] },
  };
}

/** Times when the norm was broken, shaded behind the line. */
function shadeBands(plot: uPlot, chart: Chart, colour: (name: string) => string): void {
  for (const [from, to] of chart.bands ?? []) {
    const left = Math.max(plot.valToPos(from, "x", true), plot.bbox.left);
    const right = Math.min(plot.valToPos(to, "x", true), plot.bbox.left + plot.bbox.width);
    plot.ctx.fillStyle = colour("--bad-wash");
    plot.ctx.fillRect(left, plot.bbox.top, Math.max(right - left, 2), plot.bbox.height);
  }
}

/** The norms themselves, as dashed lines. */
function ruleLimits(plot: uPlot, chart: Chart, colour: (name: string) => string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([4, 4]);
  for (const limit of chart.limits ?? []) {
    const y = plot.valToPos(limit.at, "y", true);
    ctx.strokeStyle = colour(tones[limit.tone ?? "warn"]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

/** Hours within two days, dates beyond, in the zone of the agency. */
function timesOfDay(plot: uPlot, ticks: number[]): string[] {
  const seconds = (plot.scales.x.max ?? 0) - (plot.scales.x.min ?? 0);
  const timeZone = document.documentElement.dataset.zone || undefined;
  const format = new Intl.DateTimeFormat(
    language(),
    seconds > 172_800 ? { day: "numeric", month: "short", timeZone } : { hour: "2-digit", minute: "2-digit", hour12: false, timeZone },
  );
  return ticks.map((tick) => format.format(tick * 1000));
}

function figure(value: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 3 }).format(value);
}

/** Reads a colour token as the browser resolves it: canvas does not know `light-dark()`. */
function colours(): (name: string) => string {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = new Map<string, string>();
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  for (const name of [...Object.values(tones), "--line", "--bad-wash", "--route-wash"]) found.set(name, read(name));
  probe.remove();
  return (name) => found.get(name) ?? "currentColor";
}
