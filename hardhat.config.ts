import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import toolboxViem from '@nomicfoundation/hardhat-toolbox-viem'
import { defineConfig } from 'hardhat/config'

/** How often the optimizer assumes each opcode runs. Lower it if a contract outgrows 24,576 bytes. */
const OPTIMIZER_RUNS = 800

// The compiler comes from npm with everything else: a build needs no download host.
const compiler = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js') }
const evmVersion = 'osaka'

/** The old pipeline without optimizer takes a tenth of the time; tests deploy what they test as it ships. */
const testCompiler = { ...compiler, settings: { evmVersion, optimizer: { enabled: false } } }
const testSources = globSync('test/contracts/**/*.sol', { cwd: import.meta.dirname })

export default defineConfig({
  plugins: [toolboxViem],
  paths: {
    sources: './contracts',
    tests: { solidity: './test/contracts' },
  },
  solidity: {
    compilers: [
      {
        ...compiler,
        settings: { evmVersion, viaIR: true, optimizer: { enabled: true, runs: OPTIMIZER_RUNS } },
      },
    ],
    overrides: Object.fromEntries(testSources.map((source) => [source, testCompiler])),
    // Tests compile apart from what ships, so that a build for `npm start` stays short.
    splitTestsCompilation: true,
  },
  networks: {
    default: { type: 'edr-simulated', chainType: 'l1', hardfork: 'osaka' },
  },
  test: {
    solidity: {
      fsPermissions: { readDirectory: ['./test/vectors', './node_modules/@account-abstraction'] },
      fuzz: { runs: 256, seed: '0x1a7c4e' },
      invariant: { runs: 64, depth: 32, failOnRevert: false },
    },
  },
})
