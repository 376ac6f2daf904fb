// SPDX-License-Identifier: Apache-2.0
import type { Config } from './config';
import { batchFilingOperations, batchGrantOperations } from './features/applications/batch/operations';
import type { BatchDeps } from './features/applications/batch/fileChunk';
import { draftOperations } from './features/applications/drafts/operations';
import { applicationOperations } from './features/applications/operations';
import { findDocuments } from './features/applications/documents';
import { mayNameMaterials, mayReadMaterial } from './features/applications/materialAccess';
import { sightOfCase } from './features/applications/seeCase';
import { calendarOperations } from './features/calendars/operations';
import { certificateOperations } from './features/certificates/operations';
import { verifyOperation } from './features/certificates/verify';
import { drawOperations } from './features/draws/operations';
import { inboxOperations } from './features/inbox/operations';
import { institutionOperations } from './features/institutions/operations';
import { interferenceOperations } from './features/interference/operations';
import { materialOperations } from './features/materials/operations';
import { noticeOperations } from './features/notices/operations';
import { mayReadEvidence } from './features/objections/evidenceAccess';
import { objectionOperations } from './features/objections/operations';
import { partnerOperations } from './features/partners/operations';
import { profileOperations } from './features/profiles/operations';
import type { FindElsewhere } from './features/recognitions/findings';
import { recognitionOperations } from './features/recognitions/operations';
import { recognitionQueryOperations } from './features/recognitions/query';
import { sessionOperations } from './features/sessions/operations';
import { statusListOperations } from './features/statusLists/operations';
import { statusRootOperations } from './features/statusRoots/operations';
import { transactionOperations } from './features/transactions/operations';
import { trustListOperations } from './features/trustLists/operations';
import type { Caller } from './http/requestContext';
import type { GatewayMetrics } from './observability/metrics';
import { readForeignFindings } from './platforms/foreignFindings';
import { StatusLists } from './trust/statusLists';
import { StatusTree } from './trust/statusTree';
import type { Data } from './composeData';
import type { RoutedOperation } from './routing/operation';
import type { Services } from './composeServices';

/** An answer waits so long for its own block to be readable, in milliseconds. */
const READ_YOUR_WRITES = 2_000;

export interface Operations {
  /** They read their bodies themselves. */
  readonly streaming: readonly RoutedOperation[];
  /** Their bodies, if any, are JSON. */
  readonly plain: readonly RoutedOperation[];
  /** Signed for whoever asks, partners too; absent where the organization signs nothing. */
  readonly lists?: StatusLists;
}

interface Parts {
  readonly config: Config;
  readonly data: Data;
  readonly metrics: GatewayMetrics;
  readonly services: Services;
}

const applicationsDeps = ({ data, services }: Parts): BatchDeps => ({
  ...services,
  database: data.database,
  registryUscc: services.organization.uscc,
  readYourWritesMs: READ_YOUR_WRITES,
  now: Date.now,
});

function ofObjections({ data, services }: Parts): readonly RoutedOperation[] {
  const { database } = data;
  const access = {
    vault: services.vault,
    mayNameMaterials: (caller: Caller, docIds: readonly string[]) => mayNameMaterials(database, caller, docIds),
  };
  return objectionOperations({
    ...services,
    database,
    findDocuments: (caller, named) => findDocuments(access, caller, named),
    readYourWritesMs: READ_YOUR_WRITES,
  });
}

function ofInbox({ data, services }: Parts): readonly RoutedOperation[] {
  const { database } = data;
  const { sealing, projector } = services;
  const sight: Parameters<typeof inboxOperations>[0]['sightOfCase'] = (caller, caseId) =>
    sightOfCase(database, caller, caseId);
  return inboxOperations({ database, sealing, projector, sightOfCase: sight, readYourWritesMs: READ_YOUR_WRITES });
}

function ofRegister({ data, services }: Parts): readonly RoutedOperation[] {
  const { database } = data;
  const { projector, sealing, keys, organization } = services;
  const making = keys && { registry: organization.uscc, store: data };
  const commands = { sealing, projector, readYourWritesMs: READ_YOUR_WRITES };
  return [
    ...noticeOperations({ database, now: Date.now }),
    ...institutionOperations({ database, ...commands, ...(making && { making }) }),
    ...profileOperations({ database, sealing, projector, readYourWritesMs: READ_YOUR_WRITES }),
    ...calendarOperations(database),
    ...drawOperations({ database, sealing, projector, readYourWritesMs: READ_YOUR_WRITES }),
    ...interferenceOperations({ database, sealing, projector, readYourWritesMs: READ_YOUR_WRITES }),
    ...recognitionOperations({ database, sealing, projector, readYourWritesMs: READ_YOUR_WRITES }),
    ...trustListOperations({ database, sealing, projector, readYourWritesMs: READ_YOUR_WRITES, now: Date.now }),
  ];
}

function ofCertificates({ data, services }: Parts): readonly RoutedOperation[] {
  const { projector, topology, sealing } = services;
  const { database } = data;
  const papers = services.credentials && {
    credentials: services.credentials,
    seesAll: async (caller: Caller, caseId: string) => (await sightOfCase(database, caller, caseId)) === 'FULL',
  };
  return certificateOperations({
    ...{ database, projector, channel: topology.channel, now: Date.now },
    deciding: { sealing, projector, readYourWritesMs: READ_YOUR_WRITES },
    ...(papers && { papers }),
  });
}

/** What is kept of certificates that are not on this ledger. */
const elsewhereOf = ({ partners }: Services): readonly FindElsewhere[] => [
  readForeignFindings,
  ...(partners ? [partners.findings.bind(partners)] : []),
];

/** What is signed for others to rely on: true at a height that the ledger has, under the registry's own keys. */
function ofSignedAnswers({ data, services }: Parts): readonly RoutedOperation[] {
  const { database } = data;
  const { keys, organization, topology, ledger, projector } = services;
  const common = {
    ...{ database, channel: topology.channel, now: Date.now },
    isCurrent: async () => projector.waitFor((await ledger.height()) - 1, READ_YOUR_WRITES),
    ...(keys && { signer: { database, registry: organization.uscc, keys } }),
  };
  return [
    ...statusRootOperations({ ...common, tree: new StatusTree(database) }),
    ...recognitionQueryOperations({ ...common, organization: organization.uscc, elsewhere: elsewhereOf(services) }),
    ...partnerOperations({ database, now: Date.now, ...(services.partners && { partners: services.partners }) }),
  ];
}

function newStatusLists({ config, data, services }: Parts): StatusLists | undefined {
  const { keys, issuing, ledger, projector } = services;
  const { did, channel, registry, statusLists: address } = issuing;
  return (
    keys &&
    new StatusLists({
      ...{ database: data.database, registry, keys, channel, did, address, now: Date.now },
      lifetimeSeconds: config.STATUS_LIST_SECONDS,
      isCurrent: async () => projector.waitFor((await ledger.height()) - 1, READ_YOUR_WRITES),
    })
  );
}

function ofMaterials({ data, metrics, services }: Parts): readonly RoutedOperation[] {
  return materialOperations({
    vault: services.vault,
    mayReadMaterial: async (caller, docId) =>
      (await mayReadMaterial(data.database, caller, docId)) || mayReadEvidence(data.database, caller, docId),
    onStored: (bytes) => {
      metrics.materialBytes.inc(bytes);
    },
  });
}

/** Every operation of the API: what is routed and what the OpenAPI document describes. */
export function newOperations(parts: Parts): Operations {
  const { services, config, data } = parts;
  const { projector } = services;
  const lists = newStatusLists(parts);
  const isSecure = config.PUBLIC_ORIGIN?.startsWith('https:') ?? false;
  return {
    streaming: [
      verifyOperation({ database: data.database, channel: services.topology.channel, now: Date.now }),
      ...ofMaterials(parts),
      ...batchFilingOperations(applicationsDeps(parts)),
    ],
    plain: [
      // Express asks routes in their order, and certificates are asked for most.
      ...ofCertificates(parts),
      ...ofSignedAnswers(parts),
      ...statusListOperations({ database: data.database, projector, now: Date.now, ...(lists && { lists }) }),
      ...sessionOperations({ sessions: services.sessions, isSecure }),
      ...applicationOperations(applicationsDeps(parts)),
      ...batchGrantOperations(applicationsDeps(parts)),
      ...draftOperations({ ...applicationsDeps(parts), drafts: parts.data }),
      ...ofObjections(parts),
      ...ofInbox(parts),
      ...ofRegister(parts),
      ...transactionOperations({ ledger: services.ledger }),
    ],
    ...(lists && { lists }),
  };
}
