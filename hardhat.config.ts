import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import toolboxViem from '@nomicfoundation/hardhat-toolbox-viem'
import { defineConfig } from 'hardhat/config'
import type { HardhatPlugin } from 'hardhat/types/plugins'

/** How often the optimizer assumes each opcode runs. Lower it if a contract outgrows 24,576 bytes. */
const OPTIMIZER_RUNS = 8_000

/** The same for the module's extension, which holds what is used seldom. */
const EXTENSION_RUNS = 200

// The compiler comes from npm with everything else: a build needs no download host.
const solc = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js') }
const evmVersion = 'osaka'

const compiler = (runs: number) => ({
  ...solc,
  settings: { evmVersion, viaIR: true, optimizer: { enabled: true, runs } },
})

/** The old pipeline without optimizer takes a tenth of the time; tests deploy what they test as it ships. */
const testCompiler = { ...solc, settings: { evmVersion, optimizer: { enabled: false } } }
const testSources = globSync('test/contracts/**/*.sol', { cwd: import.meta.dirname })

/**
 * Hardhat makes a configuration of each override, and compiles those files together that have the very same one: without this
 * it would read and check what tests share once for each of them, which takes four times as long.
 */
const oneTestCompiler: HardhatPlugin = {
  id: 'latchkey-one-test-compiler',
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (userConfig, resolveVariable, next) => {
          const config = await next(userConfig, resolveVariable)
          for (const { overrides } of Object.values(config.solidity.profiles)) {
            const shared = testSources.map((source) => overrides[source]).at(0)
            if (shared !== undefined) for (const source of testSources) overrides[source] = shared
          }
          return config
        },
      }),
    }),
  },
}

export default defineConfig({
  plugins: [toolboxViem, oneTestCompiler],
  paths: {
    sources: './contracts',
    tests: { solidity: './test/contracts' },
  },
  solidity: {
    compilers: [compiler(OPTIMIZER_RUNS)],
    overrides: {
      // What is used seldom is made small, not cheap.
      'contracts/SessionExtension.sol': compiler(EXTENSION_RUNS),
      ...Object.fromEntries(testSources.map((source) => [source, testCompiler])),
    },
    // Verifiers that the field has are used as they are: built here only to be deployed, at one address on every chain.
    npmFilesToBuild: ['P256', 'WebAuthn', 'RSA'].map(
      (kind) => `@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913${kind}Verifier.sol`,
    ),
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
