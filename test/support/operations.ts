// SPDX-License-Identifier: Apache-2.0
import { newOperations } from '../../gateway/src/composeOperations';
import { readConfig } from '../../gateway/src/config';
import type { Config } from '../../gateway/src/config';
import type { RoutedOperation } from '../../gateway/src/routing/operation';

const readConfigForTest = (): Config =>
  readConfig({
    ORGANIZATION: 'zhengzhou',
    DATA_DIR: '/d',
    TOPOLOGY_FILE: '/t',
    IDENTITIES_DIR: '/i',
    CONNECTION_FILE: '/c',
    KEK_FILE: '/k',
  });

/** Every operation of the API, to be described. Only what making them looks at is there: no handler runs on it. */
export const operations = (): RoutedOperation[] => {
  const config: Config = { ...readConfigForTest(), PUBLIC_ORIGIN: undefined };
  const services = {
    organization: { uscc: '' },
    topology: { channel: 'registry' },
    issuing: {},
    projector: { onRows: () => undefined },
  };
  const made = newOperations({ config, services, data: {}, metrics: {} } as unknown as Parameters<
    typeof newOperations
  >[0]);
  return [...made.streaming, ...made.plain];
};
