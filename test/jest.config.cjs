// SPDX-License-Identifier: Apache-2.0
/** Tests run the TypeScript sources through swc, which keeps the decorator metadata that contracts need. */
module.exports = {
  rootDir: '..',
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@registry/chaincode/protocol$': '<rootDir>/chaincode/src/protocol/index.ts',
    '^@registry/chaincode/replay$': '<rootDir>/chaincode/src/replay.ts',
    '^@registry/(network|gateway|scripts)$': '<rootDir>/$1/src/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
    '/@ethereumjs/.+/@noble/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } },
    ],
    // PGlite loads its parts by dynamic import, which jest on Node 20 only takes as require.
    '/@electric-sql/pglite/dist/.+\\.cjs$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } },
    ],
  },
  // The EVM's own @noble is an ES module, which jest on Node 20 does not take from a require.
  transformIgnorePatterns: ['/node_modules/(?!@electric-sql/pglite/|@ethereumjs/[^/]+/node_modules/@noble/|@noble/)'],
  collectCoverageFrom: ['chaincode/src/protocol/**/*.ts', 'chaincode/src/domain/**/*.ts'],
  coverageDirectory: 'coverage',
  testTimeout: 30000,
};
