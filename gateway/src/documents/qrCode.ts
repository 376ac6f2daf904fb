// SPDX-License-Identifier: Apache-2.0
import { create } from 'qrcode';
import type { Pdf } from './pdf';

/** Modules of light around a code that a reader needs (ISO/IEC 18004). */
const QUIET = 4;

/**
 * Draws a QR code as vectors, so that it is sharp at any size of print.
 *
 * @param side - of the whole square with its quiet zone, in points
 */
export const drawQrCode = (
  pdf: Pdf,
  text: string,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): void => {
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules;
  const unit = side / (size + 2 * QUIET);
  pdf.rect(left, top, side, side).fill('#ffffff');
  data.forEach((dark, index) => {
    if (dark === 0) return;
    const [column, row] = [index % size, Math.floor(index / size)];
    pdf.rect(left + (column + QUIET) * unit, top + (row + QUIET) * unit, unit, unit);
  });
  pdf.fill('#000000');
};
