import { concatBytes, hexToBytes, keccak256, numberToBytes } from 'viem/utils'
import type { Json } from '../../json.ts'
import { packAction } from './packAction.ts'
import { domainSeparator, hash, typedDataDigest } from './typedData.ts'

const DOMAIN = domainSeparator('Exchange', 1337n)
const AGENT = hash('Agent(string source,bytes32 connectionId)')
const MAINNET = hash('a')
const TESTNET = hash('b')

/** An action that an agent may sign, with all that is signed beside it. */
export type AgentAction = {
  readonly action: Json
  readonly nonce: bigint
  readonly vaultAddress: `0x${string}` | null
  /** Unix milliseconds; undefined when it has no end of its own. */
  readonly expiresAfter: bigint | undefined
  readonly testnet: boolean
}

/** The digest that is signed for an action of trading: of a phantom agent, whose id is a hash of the action. */
export function agentDigest({ action, nonce, vaultAddress, expiresAfter, testnet }: AgentAction): Uint8Array {
  const parts = [packAction(action), u64(nonce)]
  if (vaultAddress === null) parts.push(Uint8Array.of(0))
  else parts.push(Uint8Array.of(1), hexToBytes(vaultAddress))
  if (expiresAfter !== undefined) parts.push(Uint8Array.of(0), u64(expiresAfter))
  const connectionId = keccak256(concatBytes(parts), 'bytes')
  return typedDataDigest(DOMAIN, AGENT, [testnet ? TESTNET : MAINNET, connectionId])
}

function u64(value: bigint): Uint8Array {
  return numberToBytes(value, { size: 8 })
}
