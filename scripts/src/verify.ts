// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchor, verifyBytes } from './verify/verifyFile';
import { anchorWords, wordsOf } from './verify/words';

/** In the checker's own folder: one that comes with the file would say whatever the file's maker wants. */
const ANCHOR = join('data', 'trust-anchor.json');
const USAGE = `npm run verify -- FILE [--trust ANCHOR]
Checks a certificate without any network: its JSON (GET /certificates/{number}/file), its PDF (…/paper), its credential, or a text file
with what its QR code holds. Ends with 0 where nothing is wrong, 1 where something is and says where, 2 where it cannot tell.
  --trust ANCHOR   the register's trust anchor (GET /trust-anchor; default: ${ANCHOR});
                   never one that came with FILE: compare its key, which is printed, with what the supervisor says`;

const PASSED = 0;
const FAILED = 1;
const CANNOT_TELL = 2;

const verify = (file: string, anchorFile: string): number => {
  const anchor = readAnchor(anchorFile);
  const { carrier, verification } = verifyBytes(readFileSync(file), anchor, Date.now());
  console.log(`${wordsOf(carrier, verification)}\n${anchorWords(anchor, anchorFile)}`);
  return verification.findings.length === 0 ? PASSED : FAILED;
};

const main = (): number => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { trust: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (values.help || file === undefined || positionals.length > 1) {
    console.log(USAGE);
    return values.help ? PASSED : CANNOT_TELL;
  }
  return verify(file, values.trust ?? ANCHOR);
};

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = CANNOT_TELL;
}
