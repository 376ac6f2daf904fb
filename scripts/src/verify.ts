// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchor, verifyBytes } from './verify/verifyFile';
import { wordsOf } from './verify/words';

const ANCHOR = 'trust-anchor.json';
const USAGE = `npm run verify -- FILE [--trust ANCHOR]
Checks a certificate without any network: its JSON (GET /certificates/{number}/file), its PDF (…/paper), or a text file
with what its QR code holds. Ends with 0 where nothing is wrong, 1 where something is and says where, 2 where it cannot tell.
  --trust ANCHOR   the register's trust anchor (GET /trust-anchor; default: ${ANCHOR} beside FILE)`;

const PASSED = 0;
const FAILED = 1;
const CANNOT_TELL = 2;

const verify = (file: string, anchorFile: string): number => {
  const { carrier, verification } = verifyBytes(readFileSync(file), readAnchor(anchorFile), Date.now());
  console.log(wordsOf(carrier, verification));
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
  return verify(file, values.trust ?? join(dirname(file), ANCHOR));
};

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = CANNOT_TELL;
}
