// SPDX-License-Identifier: Apache-2.0
import { fromUtf8, parseJson, tellText } from '@registry/chaincode/protocol';
import type { JsonValue, ShownCarrier } from '@registry/chaincode/protocol';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CREDENTIAL_TYPE } from '../../credentials/credential';
import { GatewayError } from '../../http/gatewayError';
import { newBodyReader } from '../../http/body';
import type { ReceivedBody } from '../../http/body';
import { parseLine } from '../../http/validate';

/** Ten times what a certificate takes in any form. */
const MOST_BYTES = 1_048_576;

const PDF_TYPE = 'application/pdf';
const JSON_TYPE = 'application/json';

export const verifyForm = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(1_000_000)
    .describe('What the QR code of a certificate holds, its credential (SD-JWT), or the text of its file.'),
});

/** What may be sent in the place of the form. */
export const SHOWN_TYPES = {
  [PDF_TYPE]: z.string().describe('The PDF of a certificate').meta({ format: 'binary' }),
  [CREDENTIAL_TYPE]: z.string().describe('Its credential, with the disclosures to be shown'),
} as const;

const NOTHING_OF_OURS = {
  path: '/text',
  code: 'invalid_format',
  message: 'is neither the code of a certificate, nor its credential, nor its file',
};

const isFile = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value['type'] === 'dpr-certificate';

/** The file itself, letter by letter as it came, or a form with a text in it. */
const inJson = (bytes: Buffer): ShownCarrier => {
  const text = fromUtf8(bytes);
  const value = text === '' ? {} : parseJson(text);
  if (isFile(value)) return { carrier: 'FILE', text };
  const shown = tellText(parseLine(verifyForm, value).text);
  if (shown.carrier === 'FILE' && !shown.text.trimStart().startsWith('{')) {
    throw new GatewayError('VALIDATION_FAILED', {}, { problems: [NOTHING_OF_OURS] });
  }
  return shown;
};

const tell = ({ type, bytes }: ReceivedBody): ShownCarrier => {
  if (type === PDF_TYPE) return { carrier: 'PAPER', bytes };
  return type === CREDENTIAL_TYPE ? { carrier: 'CREDENTIAL', text: fromUtf8(bytes).trim() } : inJson(bytes);
};

const read = newBodyReader([JSON_TYPE, ...Object.keys(SHOWN_TYPES)], MOST_BYTES);

/**
 * What somebody shows, whole and bounded.
 *
 * @throws RegistryError INVALID_JSON; GatewayError VALIDATION_FAILED, UNSUPPORTED_MEDIA_TYPE; the body reader's own errors
 */
export const readShown = async (req: Request, res: Response): Promise<ShownCarrier> => tell(await read(req, res));
