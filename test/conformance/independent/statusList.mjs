// SPDX-License-Identifier: Apache-2.0
// What another's reader finds in a Bitstring Status List: {encodedList, places} on the standard input, the bits as JSON on the output.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { decodeList } from '@digitalbazaar/vc-bitstring-status-list';

const { encodedList, places } = JSON.parse(readFileSync(0, 'utf8'));
const list = await decodeList({ encodedList });
process.stdout.write(JSON.stringify({ length: list.length, bits: places.map((place) => list.getStatus(place)) }));
