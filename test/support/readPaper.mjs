// SPDX-License-Identifier: Apache-2.0
// Renders the first page of a PDF and reads the QR code from its pixels, as somebody who holds the paper would; a program
// of its own, since pdf.js is an ES module. Prints {text, qr, attachments} as JSON.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { createCanvas } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const SCALE = 3;
const [file, picture] = process.argv.slice(2);
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
const page = await pdf.getPage(1);
const viewport = page.getViewport({ scale: SCALE });
const canvas = createCanvas(viewport.width, viewport.height);
await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
if (picture !== undefined) writeFileSync(picture, canvas.toBuffer('image/png'));
const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
const read = jsQR.default ?? jsQR;
const { items } = await page.getTextContent();
const attachments = Object.entries((await pdf.getAttachments()) ?? {}).map(([, { filename, content }]) => ({
  filename,
  content: Buffer.from(content).toString(),
}));
const text = items.map(({ str }) => str).join('');
process.stdout.write(JSON.stringify({ text, qr: read(data, width, height)?.data ?? null, attachments }));
