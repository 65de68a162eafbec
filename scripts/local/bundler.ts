import { createRequire } from 'node:module'
import { devNull } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Address } from 'viem'
import { bundlerAccounts } from './accounts.ts'
import { type RunningProcess, startProcess } from './process.ts'

// Inside the project: in a shared temporary folder, others could put code into it.
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/latchkey', import.meta.url))

/** Which chain the bundler serves, and how strictly. */
export interface StartBundlerParameters {
  rpcUrl: string
  /** EntryPoints to accept operations for. They must be deployed. */
  entryPoints: readonly Address[]
  /**
   * Whether to enforce the validation rules of ERC-7562. Tracing makes every operation slower, and alto's bounds on
   * time are wider: it wants 30 seconds left until `validUntil` instead of 5, and 5 since `validAfter` instead of 0.
   */
  safeMode?: boolean
  /** Further command line arguments of alto. */
  args?: readonly string[]
}

/** A running ERC-4337 bundler. */
export interface Bundler extends Pick<RunningProcess, 'pid' | 'output' | 'stop'> {
  readonly bundlerUrl: string
}

/**
 * Starts alto, tuned to bundle at once, on a loopback port chosen by the operating system. It judges validity by the
 * chain's time, which may have been moved: see alto-clock.ts.
 */
export async function startBundler(parameters: StartBundlerParameters): Promise<Bundler> {
  const { pid, match, output, stop } = await startProcess({
    name: 'alto',
    command: process.execPath,
    args: [
      '--no-warnings',
      '--import',
      fileURLToPath(import.meta.resolve('./alto-preload.ts')),
      ...altoArguments(parameters),
    ],
    // Nothing inherited: alto reads ALTO_*, SENTRY_* and a .env file, which belong to other deployments. The compile
    // cache halves the start.
    env: { DOTENV_CONFIG_PATH: devNull, NODE_COMPILE_CACHE: COMPILE_CACHE },
    ready: /alto listens on (\S+)/,
    timeoutMs: 60_000,
    // It holds nothing worth saving, and waits for open connections when asked politely.
    graceMs: 200,
  })
  return { pid, bundlerUrl: match?.[1] ?? '', output, stop }
}

function altoArguments({
  rpcUrl,
  entryPoints,
  safeMode = false,
  args = [],
}: StartBundlerParameters): string[] {
  const [utility, ...executors] = bundlerAccounts
  const options = {
    entrypoints: entryPoints.join(','),
    'rpc-url': rpcUrl,
    port: 0,
    'safe-mode': safeMode,
    'utility-private-key': utility.privateKey,
    'executor-private-keys': executors.map(({ privateKey }) => privateKey).join(','),
    // The executors are funded: nothing to watch over, nothing to refill.
    'refilling-wallets': false,
    'utility-wallet-monitor': false,
    // Milliseconds. The chain mines at once, so there is nothing to wait for.
    'min-bundle-interval': 20,
    'max-bundle-interval': 50,
    'block-time': 100,
    // Below the transaction gas limit of EIP-7825 (2^24).
    'max-gas-per-bundle': 15_000_000,
    'enable-debug-endpoints': true,
    'log-level': 'error',
    json: true,
  }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  return [altoMain(), 'run', ...flags, ...args]
}

function altoMain(): string {
  const entry = createRequire(import.meta.url).resolve('@pimlico/alto')
  return join(dirname(entry), 'cli', 'alto.js')
}
