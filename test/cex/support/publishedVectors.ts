import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../sdk/cex/json.ts'

/** An example that a venue prints: what is signed, and its signature. */
export type Published = {
  readonly id: string
  readonly venue: string
  readonly algorithm: string
  readonly encoding: 'hex' | 'base64'
  readonly secret: string
  readonly secret_encoding: 'utf8' | 'base64' | 'hex' | 'pem'
  readonly prehash: string
  readonly prehash_hex?: string
  readonly signature: string
  readonly apiKey?: string
  readonly body?: string
  readonly reproduces: boolean
}

/** An example of Hyperliquid: an action as it is sent, or, for those that users sign, the typed data that it becomes. */
export type PublishedAction = {
  readonly id: string
  readonly algorithm: 'eip712-secp256k1'
  readonly secret: string
  readonly action?: Json
  readonly vault_address?: string | null
  readonly nonce?: number
  readonly primary_type?: string
  readonly domain?: { readonly chainId: number }
  readonly message?: { readonly time: number; readonly [name: string]: Json }
  readonly network: 'mainnet' | 'testnet'
  readonly signature: { readonly r: string; readonly s: string; readonly v: number }
}

const { vectors, total } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/venues/published.json'), 'utf8'),
) as { vectors: readonly (Published | PublishedAction)[]; total: number }

export const publishedActions = vectors.filter(
  (vector): vector is PublishedAction => vector.algorithm === 'eip712-secp256k1',
)
export const publishedSignatures = vectors.filter(
  (vector): vector is Published => vector.algorithm !== 'eip712-secp256k1',
)
export const publishedTotal = total

export function published(id: string): Published {
  const found = publishedSignatures.find((vector) => vector.id === id)
  if (!found) throw new Error(`${id} is not in the file`)
  return found
}

/** The action as it is sent. What users sign is printed as typed data: named by its type, with the chain that it is signed for. */
export function actionOf({ action, primary_type, domain, message }: PublishedAction): Json {
  if (action !== undefined) return action
  const types: Readonly<Record<string, string>> = {
    'HyperliquidTransaction:UsdSend': 'usdSend',
    'HyperliquidTransaction:Withdraw': 'withdraw3',
  }
  const signatureChainId = `0x${(domain?.chainId ?? 0).toString(16)}`
  return { type: types[primary_type ?? ''] ?? '', signatureChainId, ...message }
}
