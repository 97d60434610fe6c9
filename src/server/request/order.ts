import type { Endpoint } from '../../model/api.ts';
import { pathText } from './compare.ts';

/**
 * The order in which a client goes through the list. Of several entries that a request could be, it tells which one comes
 * next: a book is read with other results before it is changed, after that, and after it is deleted.
 */
export class Order {
  private readonly positions: ReadonlyMap<Endpoint, number>;
  private readonly unsafe: readonly { readonly position: number; readonly path: readonly string[] }[];
  private readonly length: number;
  /** Position of the entry that was answered last; -1 at the start. */
  private last = -1;
  /** The entry with which this pass began. */
  private begin: Endpoint | undefined;

  /** @param endpoints in the order in which a run sends them */
  constructor(endpoints: readonly Endpoint[]) {
    this.positions = new Map(endpoints.map((endpoint, position) => [endpoint, position]));
    this.length = endpoints.length;
    this.unsafe = endpoints.flatMap((endpoint, position) =>
      endpoint.safe ? [] : [{ position, path: pathText(endpoint, '').split('/') }],
    );
  }

  /** Position of an entry in the list. */
  positionOf(endpoint: Endpoint): number {
    return this.positions.get(endpoint) ?? 0;
  }

  /**
   * Chooses the entry that comes next, and goes there. An entry is not next if a request that could change its answer is
   * still to come before it. Without a next one, a request that changes something starts a new pass through the list, and
   * any other repeats the last answer that is still true.
   *
   * @param candidates entries that a request could be; at least one
   * @param isStep false for a request beside the list, after which the same entry is next
   */
  next(candidates: readonly Endpoint[], isStep = true): Endpoint {
    const { last } = this;
    if (this.last >= this.length - 1 && !this.repeatsLast(candidates)) this.last = -1;
    const sorted = candidates.toSorted((a, b) => this.positionOf(a) - this.positionOf(b));
    const first = sorted[0] as Endpoint;
    const later = sorted.find((endpoint) => this.positionOf(endpoint) > this.last && !this.waits(endpoint));
    const earlier = sorted.findLast((endpoint) => this.positionOf(endpoint) <= this.last);
    const chosen = later ?? (first.safe ? (earlier ?? first) : first);
    if (this.last === -1 && isStep) this.begin = chosen;
    // Reading something again is no step.
    if (later || !chosen.safe) this.last = this.positionOf(chosen);
    if (!isStep) this.last = last;
    return chosen;
  }

  /**
   * True if a request is the last entry of the list once more, because its list says to wait, for example for the end of a
   * job. What the pass began with begins the next one.
   */
  private repeatsLast(candidates: readonly Endpoint[]): boolean {
    const last = candidates.find((endpoint) => this.positionOf(endpoint) === this.last);
    const mayRepeat = last?.safe === true && last.retry !== undefined;
    return mayRepeat && candidates.every((endpoint) => endpoint !== this.begin);
  }

  /** True if an entry that changes the same thing is between the last answer and this entry. */
  private waits(endpoint: Endpoint): boolean {
    const position = this.positionOf(endpoint);
    const path = pathText(endpoint, '').split('/');
    return this.unsafe.some(
      (other) => other.position > this.last && other.position < position && isRelated(other.path, path),
    );
  }
}

/** True if one path is below the other, or both are the same. */
function isRelated(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((segment, index) => segment === b[index]);
}
