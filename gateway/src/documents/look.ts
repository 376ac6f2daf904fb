// SPDX-License-Identifier: Apache-2.0
/** A4 in points, with the margins of an official document (GB/T 9704 in spirit: wide, and room to bind). */
export const PAGE = { top: 80, left: 72, width: 595.28 - 144, bottom: 841.89 - 80, marginBottom: 80 } as const;
export const TITLE_SIZE = 20;
export const BODY_SIZE = 12;
export const NOTE_SIZE = 8.5;
export const LINE_GAP = 7;
export const INK = '#1a1a1a';
export const MUTED = '#666666';
export const RULE_COLOUR = '#c00000';
