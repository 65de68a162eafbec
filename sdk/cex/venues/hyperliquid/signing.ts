import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import { isRawJson } from '../../isRawJson.ts'
import type { Json } from '../../json.ts'
import type { VenueRequest } from '../../request.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { readBaseUrl, requestUrl } from '../../signing/requestTarget.ts'
import { requireNonce } from '../../signing/requireNonce.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { agentDigest } from './agentDigest.ts'
import { userSignedDigest } from './userSignedDigest.ts'
import { USER_SIGNED_TYPES } from './userSignedTypes.ts'
import { wholeNumber } from './wholeNumber.ts'

/** The parameters of the one endpoint that takes signatures. */
type ExchangeParameters = {
  readonly action: { readonly [name: string]: Json }
  readonly vaultAddress: `0x${string}` | null | undefined
  readonly expiresAfter: bigint | undefined
}

/**
 * Hyperliquid: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/signing. Actions of trading are signed by the account
 * or an agent of it; those in {@link USER_SIGNED_TYPES} by the account only. The host says which network it is.
 */
export const hyperliquidSigning: VenueSigning = {
  schemes: { secp256k1: { keyType: 'secp256k1', encoding: 'hex' } },
  passphrase: 'none',
  needs: { nonce: 'unique' },
  // a nonce is good for two days
  covers: { ...COVERS_ALL, time: false },

  prepareRequest(request, _key, moment) {
    const parameters = readParameters(request)
    const nonce = BigInt(requireNonce(moment))
    if (nonce >> 64n !== 0n)
      throw new VenueRequestInvalidError({ reason: 'the nonce does not fit in 64 bits.' })
    const testnet = readBaseUrl(request.baseUrl).host.includes('testnet')
    return {
      prehash: digestOf(parameters, nonce, testnet),
      finish: (signature) => ({
        url: requestUrl(request, ''),
        method: request.method,
        headers: { 'Content-Type': 'application/json' },
        body: exchangeBody(parameters, nonce, signature),
      }),
    }
  },

  login: {
    instead:
      'Subscribe by address: streams of an account are public. Actions over a socket are signed as for /exchange.',
  },
}

function readParameters(request: VenueRequest): ExchangeParameters {
  const members = new Map(refuseBodyArray(request))
  if (request.method !== 'POST' || request.path !== '/exchange') {
    throw new VenueRequestInvalidError({ reason: 'only POST /exchange takes a signature.' })
  }
  if (members.size !== request.params?.length) {
    throw new VenueRequestInvalidError({ reason: 'a parameter is given twice.' })
  }
  for (const name of members.keys()) {
    if (name !== 'action' && name !== 'vaultAddress' && name !== 'expiresAfter') {
      throw new VenueRequestInvalidError({
        reason: `there is no parameter "${name.slice(0, 40)}" beside an action.`,
      })
    }
  }
  const expiresAfter = members.get('expiresAfter')
  return {
    action: readAction(members.get('action')),
    vaultAddress: readVault(members.get('vaultAddress')),
    expiresAfter: (expiresAfter ?? null) === null ? undefined : wholeNumber(expiresAfter, 'expiresAfter', 64),
  }
}

function readAction(value: Json | undefined): { readonly [name: string]: Json } {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value) && !isRawJson(value)
  const action = isObject ? (value as { readonly [name: string]: Json }) : {}
  if (typeof action['type'] !== 'string') {
    throw new VenueRequestInvalidError({ reason: '"action" is not an object with a type.' })
  }
  return action
}

function readVault(value: Json | undefined): `0x${string}` | null | undefined {
  if (value === undefined || value === null) return value
  if (typeof value !== 'string' || !/^0x[0-9a-f]{40}$/i.test(value)) {
    throw new VenueRequestInvalidError({ reason: '"vaultAddress" is not an address.' })
  }
  return value as `0x${string}`
}

function digestOf(parameters: ExchangeParameters, nonce: bigint, testnet: boolean): Uint8Array {
  const { action, vaultAddress, expiresAfter } = parameters
  const type = USER_SIGNED_TYPES.get(String(action['type']))
  if (type === undefined) {
    // Every action that is signed field by field names a chain, and so do those that several sign: neither can be an agent's.
    if ('signatureChainId' in action) {
      throw new VenueRequestInvalidError({ reason: 'how an action of this type is signed is not known.' })
    }
    return agentDigest({ action, nonce, vaultAddress: vaultAddress ?? null, expiresAfter, testnet })
  }
  if ((vaultAddress ?? null) !== null || expiresAfter !== undefined) {
    throw new VenueRequestInvalidError({
      reason: 'an action of this type covers neither vaultAddress nor expiresAfter.',
    })
  }
  return userSignedDigest(action, type, testnet)
}

function exchangeBody(parameters: ExchangeParameters, nonce: bigint, signature: string): string {
  const { action, vaultAddress, expiresAfter } = parameters
  // numbers without leading zeros, as the venue's own client and its published examples write them
  const r = signature.slice(0, 64).replace(/^0+/, '')
  const s = signature.slice(64, 128).replace(/^0+/, '')
  const v = Number.parseInt(signature.slice(128), 16)
  let body = `{"action":${JSON.stringify(action)},"nonce":${nonce},"signature":{"r":"0x${r}","s":"0x${s}","v":${v}}`
  if (vaultAddress !== undefined) body += `,"vaultAddress":${JSON.stringify(vaultAddress)}`
  if (expiresAfter !== undefined) body += `,"expiresAfter":${expiresAfter}`
  return `${body}}`
}
