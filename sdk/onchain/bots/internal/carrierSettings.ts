import type { EstimateFees } from './feeSource.ts'

/** What a carrier is made with. */
export type CarrierSettings = {
  readonly lanes: readonly number[]
  readonly maxInFlight: number
  /** Milliseconds for which fees are kept. */
  readonly feeAge: number
  /** Milliseconds for which gas is remembered. */
  readonly gasAge: number
  /** Percent on top of gas that is remembered. */
  readonly gasMargin: bigint
  /** Percent by which a replacement's fees go up at least. */
  readonly bump: bigint
  readonly estimateFees: EstimateFees | undefined
}
