// SPDX-License-Identifier: Apache-2.0
/** One measured figure, with the limit that it is held to where there is one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: { readonly kind: 'atMost' | 'atLeast'; readonly value: number };
  /** How it was measured, where the name does not say it. */
  readonly note?: string;
}

/** What a figure is held to; a figure without a limit is always met. */
export const isMet = ({ value, limit }: Figure): boolean => {
  if (!limit) return true;
  return limit.kind === 'atMost' ? value <= limit.value : value >= limit.value;
};

const limitText = ({ limit, unit }: Figure): string =>
  limit ? `${limit.kind === 'atMost' ? '≤' : '≥'} ${limit.value} ${unit}` : '';

const verdict = (figure: Figure): string => {
  if (!figure.limit) return '';
  return isMet(figure) ? 'ok' : 'MISSED';
};

/** One line of the report. */
export const figureLine = (figure: Figure): string => {
  const { name, value, unit, note } = figure;
  const measured = `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
  const line = `${name.padEnd(58)} ${measured.padStart(12)}  ${limitText(figure).padEnd(12)} ${verdict(figure)}`;
  return note === undefined ? line.trimEnd() : `${line.trimEnd()}\n    ${note}`;
};
