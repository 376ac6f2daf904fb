// SPDX-License-Identifier: Apache-2.0
/** A4 in points, with the margins of an official document. */
export const PAGE = { top: 64, left: 64, width: 595.28 - 128, bottom: 841.89 - 72, marginBottom: 72 } as const;
export const BODY_SIZE = 10.5;
export const LINE_GAP = 4;
export const INK = '#1a1a1a';
export const MUTED = '#666666';
export const RULE_COLOUR = '#b0b0b0';
export const LABEL_FILL = '#f2f4f7';
