// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { statusIn } from './verify/statusFile';
import { readAnchor, verifyBytes } from './verify/verifyFile';
import { anchorWords, verdictOf, wordsOf } from './verify/words';
import type { Verdict } from './verify/words';

/** In the checker's own folder: one that comes with the file would say whatever the file's maker wants. */
const ANCHOR = join('data', 'trust-anchor.json');
const USAGE = `npm run verify -- FILE [--trust ANCHOR] [--status LIST]
Checks a certificate without any network: its JSON (GET /certificates/{number}/file), its PDF (…/paper), its credential, or a text file
with what its QR code holds. Ends with 0 where nothing is wrong, 1 where something is and says where, 2 where it cannot tell.
  --trust ANCHOR   the register's trust anchor (GET /trust-anchor; default: ${ANCHOR});
                   never one that came with FILE: compare its key, which is printed, with what the supervisor says
  --status LIST    the registry's status list of the year in the number (GET /status/{registry}/{year}): says what the certificate
                   was as of a date, and ends with 0 only where that is VALID; a list that is stale or not to be believed says
                   nothing, and ends with 2`;

const PASSED = 0;
const FAILED = 1;
const CANNOT_TELL = 2;
const ENDS: Readonly<Record<Verdict, number>> = { PASSED, FAILED, UNDECIDED: CANNOT_TELL };

interface Given {
  readonly file: string;
  readonly anchorFile: string;
  readonly listFile: string | undefined;
}

const verify = async ({ file, anchorFile, listFile }: Given): Promise<number> => {
  const anchor = readAnchor(anchorFile);
  const at = Date.now();
  const { carrier, verification } = verifyBytes(readFileSync(file), anchor, at);
  const status = listFile && (await statusIn(readFileSync(listFile, 'utf8'), verification, { anchor, at }));
  const checked = { carrier, verification, ...(status && { status }) };
  console.log(`${wordsOf(checked)}\n${anchorWords(anchor, anchorFile)}`);
  return ENDS[verdictOf(verification, checked.status)];
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { trust: { type: 'string' }, status: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (values.help || file === undefined || positionals.length > 1) {
    console.log(USAGE);
    return values.help ? PASSED : CANNOT_TELL;
  }
  return verify({ file, anchorFile: values.trust ?? ANCHOR, listFile: values.status });
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = CANNOT_TELL;
  },
);
