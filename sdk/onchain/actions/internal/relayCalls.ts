import { encodeFunctionData, getAddress, type Hex, parseAbi } from 'viem'
import { KeyKind } from '../../../core/key.ts'
import { SignatureExpiredError } from '../../../errors/contractKey.ts'
import { NonceMismatchError, NonceUsedError } from '../../../errors/contractUse.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import type { Relay } from '../../clients/relayedUse.ts'
import { moduleCall } from './moduleCall.ts'
import { moduleRead } from './moduleRead.ts'
import type { CallToSimulate } from './simulateCalls.ts'

const UNORDERED = 2n ** 255n
const SEQUENCE_END = 2n ** 64n

const executorAbi = parseAbi([
  'function executeFromExecutor(bytes32 mode, bytes executionCalldata) payable returns (bytes[])',
])

type Execution = { readonly mode: Hex; readonly executionCalldata: Hex; readonly use: Hex }

/**
 * A use by a key as a call that nobody needs to sign. A key with an address makes the direct use, which the module judges by the same
 * rules; of another key only what the account would do can be simulated.
 */
export function useCall(
  { module, grant, signer }: HolderClientBase,
  { mode, executionCalldata, use }: Execution,
): CallToSimulate {
  const { kind, key } = signer.key
  const { account } = grant
  if (kind === KeyKind.ecdsa || kind === KeyKind.contract) {
    const { to, data } = moduleCall({ module }, 'execute', [account, mode, executionCalldata, use])
    return { from: getAddress(key), to, data }
  }
  const args = [mode, executionCalldata] as const
  const data = encodeFunctionData({ abi: executorAbi, functionName: 'executeFromExecutor', args })
  return { from: module, to: account, data }
}

/**
 * Refuses what the module would refuse of a relayed use besides.
 * @throws NonceUsedError, NonceMismatchError, SignatureExpiredError.
 */
export async function checkRelay(
  client: HolderClientBase,
  { nonce, validUntil }: Relay,
  timestamp: number,
): Promise<void> {
  if (timestamp > validUntil) throw new SignatureExpiredError({ validUntil, timestamp })
  const unordered = nonce >= UNORDERED
  const nonceKey = unordered ? nonce >> 8n : nonce >> 64n
  const state = await moduleRead(client, 'nonceState', [client.grant.account, client.keyId, nonceKey])
  if (unordered) {
    if ((state >> (nonce & 255n)) & 1n) throw new NonceUsedError({ nonce })
  } else if (nonce % SEQUENCE_END !== state) {
    throw new NonceMismatchError({ nonce, expected: state })
  }
}
