import { hexToBytes, keccak256 } from 'viem/utils'
import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import type { Json } from '../../json.ts'
import { domainSeparator, hash, typedDataDigest, word } from './typedData.ts'
import type { MessageField, UserSignedType } from './userSignedTypes.ts'
import { wholeNumber } from './wholeNumber.ts'

/**
 * The digest that is signed for an action field by field, on the chain that the action names.
 * @throws VenueRequestInvalidError when a field is missing or is not of its type, or the action is for the other network.
 */
export function userSignedDigest(
  action: { readonly [name: string]: Json },
  { primaryType, fields }: UserSignedType,
  testnet: boolean,
): Uint8Array {
  const network = testnet ? 'Testnet' : 'Mainnet'
  if (action['hyperliquidChain'] !== network) {
    throw new VenueRequestInvalidError({
      reason: `"hyperliquidChain" is not that of the host, "${network}".`,
    })
  }
  const all: readonly MessageField[] = [['hyperliquidChain', 'string'], ...fields]
  const type = `HyperliquidTransaction:${primaryType}(${all.map(([name, kind]) => `${kind} ${name}`).join(',')})`
  const domain = domainSeparator('HyperliquidSignTransaction', chainIdOf(action['signatureChainId']))
  return typedDataDigest(
    domain,
    hash(type),
    all.map((field) => fieldWord(action, field)),
  )
}

function chainIdOf(value: Json | undefined): bigint {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,16}$/i.test(value)) {
    throw new VenueRequestInvalidError({ reason: '"signatureChainId" is not a chain id in hex.' })
  }
  return BigInt(value)
}

function fieldWord(action: { readonly [name: string]: Json }, [name, kind]: MessageField): Uint8Array {
  const value = action[name]
  // The venue signs an agent without a name with an empty one.
  if (kind === 'string' && (typeof value === 'string' || (name === 'agentName' && value === undefined))) {
    return hash(value ?? '')
  }
  if (kind === 'bool' && typeof value === 'boolean') return word(value ? 1 : 0)
  if (kind === 'uint64') return word(wholeNumber(value, name, 64))
  if (kind === 'uint32') return word(wholeNumber(value, name, 32))
  if (kind === 'address' && typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value))
    return word(BigInt(value))
  if (kind === 'bytes' && typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value)) {
    return keccak256(hexToBytes(value as `0x${string}`), 'bytes')
  }
  throw new VenueRequestInvalidError({
    reason: `"${name}" of the action is missing, or not of type ${kind}.`,
  })
}
