// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../../support/system';
import { fileCases, openFilingBench } from '../filedCases';
import type { Figure } from '../figures';
import { useOf } from '../processUse';
import { fileThroughPort } from './filingPort';
import type { FabricPlace } from './place';

const SIZE = { clients: 20, jobs: 600 };
const WARM_UP = { clients: 20, jobs: 200 };

type LedgerClient = 'fabric-gateway' | 'fabric-network';

/** Milliseconds of processor time for a filing. */
interface Cost {
  /** Of the whole process of a gateway. */
  readonly gateway: number;
  /** Of a process that does nothing but file through the ledger port. */
  readonly port: number;
}

const costOfGateway = async (register: TestSystem): Promise<number> => {
  const bench = await openFilingBench(register);
  await fileCases(bench, WARM_UP);
  const { pid } = register.system.parts.get('zhengzhou');
  const before = useOf(pid).processorMs;
  await fileCases(bench, SIZE);
  return (useOf(pid).processorMs - before) / SIZE.jobs;
};

const costWith = async (place: FabricPlace, client: LedgerClient): Promise<Cost> => {
  const register = await place.startGateways({ LEDGER_CLIENT: client });
  try {
    const gateway = await costOfGateway(register);
    return { gateway, port: (await fileThroughPort(register, { client, ...SIZE })).processorMs };
  } finally {
    await register.stop();
  }
};

/** What the same filings cost a gateway's processor through each of the two client libraries. */
export const measureLedgerClients = async (place: FabricPlace): Promise<Figure[]> => {
  const [ours, older] = [await costWith(place, 'fabric-gateway'), await costWith(place, 'fabric-network')];
  const through = (client: LedgerClient, { gateway, port }: Cost): Figure[] => [
    { name: `gateway CPU of a filing through ${client}`, value: gateway, unit: 'ms' },
    { name: `CPU of the ledger port alone, ${client}`, value: port, unit: 'ms' },
  ];
  return [
    ...through('fabric-gateway', ours),
    ...through('fabric-network', older),
    {
      name: 'gateway CPU of a filing: fabric-gateway by fabric-network',
      value: ours.gateway / older.gateway,
      unit: '',
      limit: { kind: 'atMost', value: 0.5 },
      note: 'the whole process: HTTP, sealing, ledger port, projections',
    },
    { name: 'CPU of the ledger port alone: by fabric-network', value: ours.port / older.port, unit: '' },
  ];
};
