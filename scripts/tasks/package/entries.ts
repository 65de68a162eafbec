import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A module that the package offers by name. */
export type Entry = {
  /** As in `exports` of package.json: `.` or `./onchain/holder`, which is sdk/onchain/holder.ts or sdk/onchain/holder/index.ts. */
  readonly path: string
  /** `anywhere` has web platform APIs only; `node` may use Node's own modules. */
  readonly runs: 'anywhere' | 'node'
  /** Whether the owner's actions may be in it. Where they may not, a bundle that has one is refused. */
  readonly owner: boolean
  /** The most it may weigh when bundled, minified and brotli-compressed, in kB: alone, and with its dependencies. */
  readonly budget: readonly [alone: number, whole: number]
  /** What it offers, for the documentation. */
  readonly offers: string
}

/**
 * Every entry point of the package, and the only list of them: `exports`, the build, sizes, the API reference and their checks
 * derive from it. Something that several export is documented with the first.
 */
// biome-ignore format: one line each
export const ENTRIES: readonly Entry[] = [
  { path: '.', runs: 'anywhere', owner: false, budget: [18, 18], offers: 'the shared vocabulary, and every error' },
  { path: './signers', runs: 'anywhere', owner: false, budget: [3, 30], offers: 'signers, and `mintSessionKey`' },
  { path: './stores', runs: 'anywhere', owner: false, budget: [1, 1], offers: 'the port for keys at rest; a store in memory' },
  { path: './stores/node', runs: 'node', owner: false, budget: [4, 28], offers: 'an encrypted file; the environment' },
  { path: './onchain/holder', runs: 'anywhere', owner: false, budget: [41, 104], offers: 'what a holder loads' },
  { path: './onchain/rotator', runs: 'anywhere', owner: false, budget: [31, 95], offers: 'what a rotator loads' },
  { path: './onchain/keeper', runs: 'anywhere', owner: false, budget: [31, 95], offers: 'what a keeper loads' },
  { path: './onchain/relayer', runs: 'anywhere', owner: false, budget: [28, 90], offers: 'what a relayer loads' },
  { path: './onchain/bots', runs: 'anywhere', owner: false, budget: [44, 101], offers: 'what a bot loads beside the holder: SmartAccount, bot client' },
  { path: './onchain/bots/node', runs: 'node', owner: false, budget: [3, 28], offers: 'a ledger in a file' },
  { path: './onchain/provider', runs: 'anywhere', owner: false, budget: [43, 124], offers: 'a session key as an EIP-1193 provider' },
  { path: './onchain/wagmi', runs: 'anywhere', owner: false, budget: [2, 8], offers: 'a connector for wagmi' },
  { path: './onchain/requests/holder', runs: 'anywhere', owner: false, budget: [23, 54], offers: 'asking a wallet for permissions (ERC-7715), judging its answer' },
  { path: './onchain/requests/owner', runs: 'anywhere', owner: true, budget: [48, 134], offers: 'answering such requests' },
  { path: './onchain/permissions', runs: 'anywhere', owner: false, budget: [14, 24], offers: 'presets for protocols, with the ABIs that their calls need' },
  { path: './onchain/owner', runs: 'anywhere', owner: true, budget: [60, 145], offers: 'what an owner loads' },
  { path: './onchain/abis', runs: 'anywhere', owner: false, budget: [3, 3], offers: 'ABIs of the contracts' },
  { path: './onchain', runs: 'anywhere', owner: true, budget: [101, 242], offers: 'all of the on-chain half' },
  { path: './cex/holder', runs: 'node', owner: false, budget: [96, 142], offers: 'what a bot at venues loads: venues, signing, a client held to a grant' },
  { path: './cex', runs: 'node', owner: true, budget: [105, 155], offers: 'all of the exchange half' },
  { path: './onchain/explain', runs: 'anywhere', owner: false, budget: [45, 168], offers: 'what something does and why it failed; drift' },
]

/** Its name as consumers import it: `latchkey/onchain/holder`. */
export function specifier({ path }: Pick<Entry, 'path'>): string {
  return join('latchkey', path)
}

/** Its source, from the root of the repository. */
export function sourceOf({ path }: Pick<Entry, 'path'>): string {
  const candidates = [`sdk/${path}.ts`, `sdk/${path}/index.ts`].map((file) => join(file))
  const found = candidates.find((file) => file !== 'sdk/..ts' && existsSync(file))
  if (found === undefined) throw new Error(`${specifier({ path })} has no source: ${candidates.join(' or ')}`)
  return found
}
