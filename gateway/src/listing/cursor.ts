// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { canonicalJson } from '@registry/chaincode/protocol';
import type { JsonObject } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GatewayError } from '../http/gatewayError';

/** The place after which a page begins: the sorted value and the key of the last item shown. */
export interface Place {
  readonly value: string;
  readonly key: string;
}

const cursorContent = z.tuple([z.string().length(16), z.string().max(400), z.string().max(100)]);

/** Binds a cursor to its list: used with other filters or another order it would skip items without saying so. */
const listDigest = (list: JsonObject): string =>
  createHash('sha256').update(canonicalJson(list)).digest('hex').slice(0, 16);

/**
 * @param list - name, filters and order of the list
 * @returns an opaque text for the client to send back
 */
export const encodeCursor = (list: JsonObject, place: Place): string =>
  Buffer.from(JSON.stringify([listDigest(list), place.value, place.key])).toString('base64url');

const readContent = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Reads a cursor, which may come from an attacker: its values only ever become parameters of a comparison.
 *
 * @throws GatewayError BAD_REQUEST for anything that `encodeCursor` did not make for this list
 */
export const decodeCursor = (list: JsonObject, cursor: string): Place => {
  const content = cursorContent.safeParse(readContent(cursor));
  if (content.success && content.data[0] === listDigest(list)) {
    return { value: content.data[1], key: content.data[2] };
  }
  const message = 'is not a cursor of this list with these filters and this order';
  throw new GatewayError('BAD_REQUEST', {}, { problems: [{ path: '/cursor', code: 'invalid_cursor', message }] });
};
