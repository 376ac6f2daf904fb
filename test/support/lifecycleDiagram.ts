// SPDX-License-Identifier: Apache-2.0
import { FINAL_STATES, LIFECYCLE } from '../../chaincode/src/domain/lifecycle';
import type { Branch, Row } from '../../chaincode/src/domain/lifecycle';

/** The lines of the README between which the diagram stands. */
export const DIAGRAM_BEGIN = '<!-- lifecycle:begin -->';
export const DIAGRAM_END = '<!-- lifecycle:end -->';

const BRANCHES: Readonly<Record<Branch, string>> = {
  AGENCY_REVIEW: 'agency reviews',
  NO_AGENCY_REVIEW: 'no agency, or its opinion stands',
  FORMAL_STAGE: 'asked by the reviewer',
  SUBSTANTIVE_STAGE: 'asked by the agency',
  FAILURE_TERMINATES: 'notice failed, terminates',
  FAILURE_REJECTS: 'notice failed, rejects',
  OTHERS_OPEN: 'others open',
  TO_BE_AMENDED: 'upheld in part',
  NOTICE_RUNS: 'notice still runs',
  NOTICE_RAN_OUT: 'notice over',
};

const labelOf = ({ command, branch }: Row): string => {
  return branch === undefined ? command : `${command} (${BRANCHES[branch]})`;
};

const lineOf = (row: Row): string => `  ${row.from === 'NONE' ? '[*]' : row.from} --> ${row.to} : ${labelOf(row)}`;

/** The procedure as a mermaid diagram, drawn from its table. */
export const lifecycleDiagram = (): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    ...LIFECYCLE.map(lineOf),
    ...FINAL_STATES.map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n');

/** The diagram that a text holds between the markers, or undefined where there are none. */
export const diagramIn = (text: string): string | undefined => {
  const start = text.indexOf(DIAGRAM_BEGIN);
  const end = text.indexOf(DIAGRAM_END);
  return start < 0 || end < start ? undefined : text.slice(start + DIAGRAM_BEGIN.length, end).trim();
};

/** A text with the diagram between its markers, whatever stood there. */
export const withDiagram = (text: string): string => {
  const [before] = text.split(DIAGRAM_BEGIN, 1);
  const after = text.slice(text.indexOf(DIAGRAM_END));
  return `${before}${DIAGRAM_BEGIN}\n\n${lifecycleDiagram()}\n\n${after}`;
};
