import { type Html, html } from '../../notation/html/html.ts';
import type { RequestResult } from '../../run/run-result.ts';
import { isFailed } from './request.ts';

/** Most bars, and the size of the drawing in its own units. */
const MOST_BARS = 200;
const WIDTH = 1000;
const HEIGHT = 120;

/**
 * Draws when requests were sent and how long their answers took: one bar for each request, or for the requests of a short
 * time, with the slowest of them. Sizes are attributes, because styles in elements are not allowed everywhere.
 */
export function timeline(requests: readonly RequestResult[]): Html {
  const sent = requests.filter(({ at, time }) => at !== undefined && time !== undefined);
  if (sent.length === 0) return html``;
  const end = sent.reduce((most, { at = 0, time = 0 }) => Math.max(most, at + time), 1);
  const slowest = sent.reduce((most, { time = 0 }) => Math.max(most, time), 1);
  const bars = barsOf(sent, end);
  const width = WIDTH / Math.max(bars.length, MOST_BARS / 4);
  const drawn = bars.map(({ from, most, failed, count, name }, index) => {
    const height = Math.max(2, Math.round((most / slowest) * HEIGHT));
    const x = bars.length <= MOST_BARS && sent.length <= MOST_BARS ? index * width : (index * WIDTH) / bars.length;
    const about = count === 1 ? name : `${count} requests`;
    return html`<rect class="${failed ? 'bad' : 'good'}" x="${x.toFixed(1)}" y="${HEIGHT - height}" width="${Math.max(1, width - 1).toFixed(1)}" height="${height}" fill="${failed ? '#c0392b' : '#2e8b57'}"><title>${about}: ${most} ms, after ${(from / 1000).toFixed(1)} s</title></rect>`;
  });
  const summary = `${sent.length} requests in ${(end / 1000).toFixed(1)} seconds; the slowest answer took ${slowest} ms`;
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
<svg class="timeline" role="img" aria-label="${summary}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" height="120" preserveAspectRatio="none">${drawn}</svg>
<p class="notes">${summary}.</p>
</section>`;
}

interface Bar {
  readonly from: number;
  readonly most: number;
  readonly failed: boolean;
  readonly count: number;
  readonly name: string;
}

/** One bar for each request if they are few, else one for each part of the time in which any was sent. */
function barsOf(sent: readonly RequestResult[], end: number): Bar[] {
  const toBar = (group: readonly RequestResult[]): Bar => ({
    from: group[0]?.at ?? 0,
    most: group.reduce((most, { time = 0 }) => Math.max(most, time), 0),
    failed: group.some(isFailed),
    count: group.length,
    name: group[0]?.name ?? '',
  });
  if (sent.length <= MOST_BARS) return sent.map((request) => toBar([request]));
  const groups = Array.from({ length: MOST_BARS }, (): RequestResult[] => []);
  for (const request of sent) {
    groups[Math.min(MOST_BARS - 1, Math.floor(((request.at ?? 0) / end) * MOST_BARS))]?.push(request);
  }
  return groups.map((group) => toBar(group));
}
