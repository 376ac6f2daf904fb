// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@registry/chaincode/protocol';

const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

type Branch = JsonObject | readonly JsonValue[];

const isBranch = (value: JsonValue | undefined): value is Branch => typeof value === 'object' && value !== null;

function childOf(value: Branch, part: string): JsonValue | undefined {
  if (Array.isArray(value))
    return /^(0|[1-9]\d*)$/.test(part) ? (value[Number(part)] as JsonValue | undefined) : undefined;
  return Object.hasOwn(value, part) ? (value as JsonObject)[part] : undefined;
}

function withChild(value: Branch, part: string, child: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).with(Number(part), child);
  return { ...(value as JsonObject), [part]: child };
}

function replaceAt(value: JsonValue, parts: readonly string[], change: (found: JsonValue) => JsonValue): JsonValue {
  const [part, ...rest] = parts;
  if (part === undefined) return change(value);
  const child = isBranch(value) ? childOf(value, part) : undefined;
  if (child === undefined) throw new RangeError('The pointer leads nowhere');
  return withChild(value as Branch, part, replaceAt(child, rest, change));
}

/**
 * A copy in which the value that a JSON pointer (RFC 6901) names is changed.
 *
 * @throws RangeError where there is no such value
 */
export function changeAt(value: JsonValue, pointer: string, change: (found: JsonValue) => JsonValue): JsonValue {
  return replaceAt(value, pointer.split('/').slice(1).map(unescape), change);
}
