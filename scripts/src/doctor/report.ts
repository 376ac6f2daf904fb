// SPDX-License-Identifier: Apache-2.0
import type { Finding, Outcome } from './finding';
import type { RegisterPlace } from './registerPlace';

const MARKS: Readonly<Record<Outcome, string>> = { well: 'ok', idle: '-', warning: 'WARN', failed: 'FAIL' };

const line = ({ layer, subject, outcome, says, remedy }: Finding): string => {
  const text = `${MARKS[outcome].padEnd(5)}${layer.padEnd(12)} ${subject}: ${says}`;
  return remedy === undefined ? text : `${text}\n     ${' '.repeat(12)} → ${remedy}`;
};

/** The layers that fail, the deepest first: it explains those above it. */
export const failingLayers = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.filter(({ outcome }) => outcome === 'failed').map(({ layer }) => layer)),
];

const conclusion = (findings: readonly Finding[]): string => {
  const [first, ...others] = failingLayers(findings);
  if (first === undefined) return 'Nothing fails.';
  const further = others.length > 0 ? `; further up, perhaps because of it: ${others.join(', ')}` : '';
  return `The layer that fails: ${first}${further}.`;
};

/** What a person reads: a line a check, what to do under each failure, and the layer that fails. */
export const report = ({ engine, layout }: RegisterPlace, findings: readonly Finding[]): string =>
  [
    `The register in ${layout.root} (${engine === 'fabric' ? 'Fabric' : 'embedded engine'})`,
    ...findings.map(line),
    conclusion(findings),
  ].join('\n');

/** The same for programs. */
export const reportEntry = ({ engine, layout }: RegisterPlace, findings: readonly Finding[]): object => ({
  folder: layout.root,
  engine,
  failing: failingLayers(findings),
  findings,
});
