import { encode } from '@msgpack/msgpack'
import { secp256k1 } from '@noble/curves/secp256k1'
import {
  concatBytes,
  encodeAbiParameters,
  hexToBytes,
  keccak256,
  numberToBytes,
  stringToBytes,
} from 'viem/utils'
import { Secret } from '../../sdk/core/secret.ts'
import type { VenueCase } from './venueCase.ts'

const SECRET = '0x0123456789012345678901234567890123456789012345678901234567890123'
const ADDRESS = '0x14791697260e4c9a71f18484c9f997b308e59325'
const key = hexToBytes(SECRET)

const action = {
  type: 'order',
  orders: [{ a: 0, b: true, p: '50000', s: '0.001', r: false, t: { limit: { tif: 'Gtc' } } }],
  grouping: 'na',
}

const hash = (text: string) => keccak256(stringToBytes(text))
const words = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
const DOMAIN = hexToBytes(
  keccak256(
    encodeAbiParameters(
      [...words, { type: 'uint256' }, { type: 'address' }],
      [
        hash('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
        hash('Exchange'),
        hash('1'),
        1337n,
        '0x0000000000000000000000000000000000000000',
      ],
    ),
  ),
)
const PREFIX = concatBytes([Uint8Array.of(0x19, 0x01), DOMAIN])
const AGENT = hexToBytes(hash('Agent(string source,bytes32 connectionId)'))
const MAINNET = hexToBytes(hash('a'))

/** A limit order at hyperliquid. */
export const hyperliquidCase: VenueCase = {
  venue: 'hyperliquid',
  credentials: { keyType: 'secp256k1', apiKey: ADDRESS, secret: new Secret(SECRET) },
  request: {
    method: 'POST',
    baseUrl: 'https://api.hyperliquid.xyz',
    path: '/exchange',
    params: [['action', action]],
  },
  ccxt: {
    exchange: 'hyperliquid',
    credentials: { walletAddress: ADDRESS, privateKey: SECRET },
    sign(exchange, { action: copy }, nonce) {
      const signature = exchange.signL1Action?.(copy, nonce)
      return exchange.sign('exchange', 'private', 'POST', { action: copy, nonce, signature })
    },
  },
  raw({ nonce = '' }) {
    const number = numberToBytes(BigInt(nonce), { size: 8 })
    const id = keccak256(concatBytes([encode(action), number, Uint8Array.of(0)]), 'bytes')
    const struct = keccak256(concatBytes([AGENT, MAINNET, id]), 'bytes')
    const signature = secp256k1.sign(keccak256(concatBytes([PREFIX, struct]), 'bytes'), key, { lowS: true })
    const compact = signature.toCompactHex()
    return {
      url: 'https://api.hyperliquid.xyz/exchange',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        action,
        nonce: Number(nonce),
        signature: {
          r: `0x${compact.slice(0, 64)}`,
          s: `0x${compact.slice(64)}`,
          v: 27 + signature.recovery,
        },
      }),
    }
  },
}
