import type { KnipConfig } from 'knip'

/** Solidity imports in the form knip reads, so that packages and files used only by contracts count as used. */
function solidityImports(text: string): string {
  const paths = [...text.matchAll(/^\s*(?:import|\}\s*from)\b[^;"']*["']([^"']+)["']/gm)].map(
    (match) => match[1],
  )
  return paths.map((path) => `import '${path}'`).join('\n')
}

export default {
  entry: [
    // what the package exports, knip reads from package.json: nothing else of sdk/ counts as used by itself
    'docs/examples/index.ts',
    'scripts/*.{ts,mjs}',
    'scripts/tasks/*.ts',
    'test/**/*.test.ts',
    // run as processes of their own
    'test/cex/support/nonceCaller.ts',
    'test/cex/grant/support/spender.ts',
    'bench/**/*.ts',
    'contracts/Session{Module,Extension}.sol',
    'contracts/{accounts,guards,verifiers}/*.sol',
    // doubles that TypeScript tests deploy
    'contracts/mocks/*.sol',
    'test/contracts/**/*.t.sol',
  ],
  project: ['{sdk,scripts,console,test,bench,docs}/**/*.{ts,mjs}', '{contracts,test}/**/*.sol', '*.ts'],
  compilers: { sol: solidityImports },
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    // clients of venues without types, loaded by require
    'bfx-api-node-rest',
    'bitvavo',
    'gemini-api',
    // run by name in scripts/tasks/checks.ts
    '@biomejs/biome',
    'solhint',
    // found by path at run time: the compiler, the chain, the bundler, and artifacts of other people's contracts
    'solc',
    '@foundry-rs/anvil',
    '@pimlico/alto',
    '@aave/core-v3',
    '@account-abstraction/contracts',
    '@account-abstraction/contracts-0.7',
    '@account-abstraction/contracts-0.9',
    '@cowprotocol/contracts',
    '@uniswap/swap-router-contracts',
    '@uniswap/uniswapx-sdk',
    '@uniswap/universal-router',
    '@uniswap/v2-core',
    '@uniswap/v2-periphery',
    '@uniswap/v3-core',
    '@uniswap/v3-periphery',
  ],
} satisfies KnipConfig
