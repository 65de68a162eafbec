import { z } from 'zod'
import {
  aaveV3Lending,
  cowOrders,
  erc20Transfer,
  erc4626Vault,
  type Preset,
} from '../../sdk/onchain/index.ts'
import { swapPresetSchema, toSwapPreset } from './definitionSwaps.ts'
import { address, bigWhole, hex, time } from './values.ts'

const limitName = z.string().exactOptional()
const perCall = { maxPerCall: bigWhole, limit: bigWhole }
const assets = z.array(z.strictObject({ asset: address, ...perCall, limitName })).exactOptional()
const bounds = z.strictObject(perCall).exactOptional()
const amountOrAny = z.union([z.literal('any'), bigWhole])

const schemas = {
  aaveV3Lending: z.strictObject({
    preset: z.literal('aave-v3-lending'),
    pool: address,
    supply: assets,
    withdraw: assets,
    borrow: assets,
    repay: assets,
    rateMode: z.enum(['variable', 'stable']).exactOptional(),
    switchCollateral: z.array(address).exactOptional(),
  }),
  cowOrders: z.strictObject({
    preset: z.literal('cow-orders'),
    settlement: address,
    vaultRelayer: address,
    sellToken: address,
    maxSellAmount: bigWhole,
    limit: bigWhole,
    buy: z.array(z.strictObject({ token: address, minAmount: amountOrAny })),
    /** The end of the grant by default. */
    validUntil: time.optional(),
    appData: z.union([z.literal('any'), hex]),
    kind: z.enum(['sell', 'buy', 'any']),
    receiver: z.enum(['account', 'zero', 'either']).exactOptional(),
    maxFeeAmount: bigWhole.exactOptional(),
    cancellation: z.boolean().exactOptional(),
    limitName,
  }),
  erc20Transfer: z.strictObject({
    preset: z.literal('erc20-transfer'),
    token: address,
    recipients: z.union([z.literal('anyone'), z.array(address)]),
    ...perCall,
    limitName,
  }),
  erc4626Vault: z.strictObject({
    preset: z.literal('erc4626-vault'),
    vault: address,
    asset: address,
    deposit: bounds,
    mint: z.strictObject({ ...perCall, maxAssetsPerCall: bigWhole, assetsLimit: bigWhole }).exactOptional(),
    withdraw: bounds,
    redeem: bounds,
    limitPrefix: z.string().exactOptional(),
  }),
}

/** A preset as a definition names it, with the SDK's parameters; amounts are smallest units, as decimal strings. */
export const presetSchema = z.discriminatedUnion('preset', [
  schemas.aaveV3Lending,
  schemas.cowOrders,
  schemas.erc20Transfer,
  schemas.erc4626Vault,
  ...swapPresetSchema.options,
])

/** Where and until when the grant is to hold. */
export interface PresetPlace {
  readonly chainId: number
  readonly validUntil: number
}

/**
 * A preset of a definition.
 * @throws what the SDK's presets throw.
 */
export function toPreset(entry: z.infer<typeof presetSchema>, place: PresetPlace): Preset {
  switch (entry.preset) {
    case 'aave-v3-lending':
      return aaveV3Lending(entry)
    case 'cow-orders':
      return cowOrders({ ...entry, chainId: place.chainId, validUntil: entry.validUntil ?? place.validUntil })
    case 'erc20-transfer':
      return erc20Transfer(entry)
    case 'erc4626-vault':
      return erc4626Vault(entry)
    default:
      return toSwapPreset(entry)
  }
}
