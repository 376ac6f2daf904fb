// SPDX-License-Identifier: Apache-2.0
/** The import rules of the architecture: facts flow one way. @type {import('dependency-cruiser').IConfiguration} */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(chaincode|network|gateway|scripts|test)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('protocol-imports-nothing-of-ours', '^chaincode/src/protocol/', ['^chaincode/src/protocol/']),
    {
      name: 'protocol-runs-in-a-browser',
      severity: 'error',
      from: { path: '^chaincode/src/protocol/' },
      to: { dependencyTypes: ['core'] },
    },
    only('domain-imports-protocol', '^chaincode/src/domain/', ['^chaincode/src/(domain|protocol)/']),
    only('access-imports-protocol', '^chaincode/src/access/', ['^chaincode/src/(access|protocol)/']),
    only('ledger-imports-protocol', '^chaincode/src/ledger/', ['^chaincode/src/(ledger|protocol)/']),
    only('chaincode-stands-alone', '^chaincode/src/', ['^chaincode/src/']),
    only('network-imports-protocol', '^network/src/', ['^network/', '^chaincode/(src|dist)/protocol/']),
    only('gateway-imports-public-doors', '^gateway/src/', [
      '^gateway/',
      '^chaincode/(src|dist)/protocol/',
      '^chaincode/(src|dist)/replay\\.',
    ]),
    only('scripts-import-public-doors', '^scripts/src/', [
      '^scripts/',
      '^chaincode/(src|dist)/protocol/',
      '^network/(src|dist)/(index|topologyPorts)\\.',
      '^gateway/(src|dist)/index\\.',
    ]),
    {
      name: 'features-stand-apart',
      severity: 'error',
      from: { path: '^gateway/src/features/([^/]+)/' },
      to: { path: '^gateway/src/features/([^/]+)/', pathNot: '^gateway/src/features/$1/' },
    },
    {
      name: 'only-compose-sees-everything',
      severity: 'error',
      from: { path: '^gateway/src/(?!(compose|app|main|index)\\.ts)' },
      to: { path: '^gateway/src/(compose|app|main)\\.ts' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'require', 'node', 'default'] },
  },
};
