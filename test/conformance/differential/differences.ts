// SPDX-License-Identifier: Apache-2.0

/** Two engines that do not say the same. */
export interface Difference {
  readonly what: string;
  readonly embedded: string;
  readonly fabric: string;
}

/** Characters around the first that differs. */
const AROUND = 800;
const MOST_SHOWN = 20;

/** A text cut down to where it first differs from another; keys hold U+0000, which cannot be printed. */
function shrunk(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  const from = Math.max(0, at - AROUND / 2);
  return `${from > 0 ? '…' : ''}${text.slice(from, at + AROUND)}`.replaceAll('\0', '|');
}

/** Gathers what differs. */
export class Differences {
  readonly all: Difference[] = [];

  /** @returns whether both are the same */
  compare(what: string, embedded: string, fabric: string): boolean {
    if (embedded !== fabric) this.all.push({ what, embedded, fabric });
    return embedded === fabric;
  }

  /** For people: the first ones, each cut down to its first differing character; empty where there are none. */
  report(): string {
    const lines = this.all
      .slice(0, MOST_SHOWN)
      .map(
        ({ what, embedded, fabric }) =>
          `${what.replaceAll('\0', '|')}\n  embedded: ${shrunk(embedded, fabric)}\n  Fabric:   ${shrunk(fabric, embedded)}`,
      );
    const more = this.all.length - lines.length;
    return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  }
}
