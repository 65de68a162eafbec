import type { Address } from 'viem'
import type { AccountPort } from './accountPort.ts'
import { customAccount } from './customAccount.ts'

/** What of Nexus differs from the standard's reference, for holder and owner alike. */
export const NEXUS = {
  label: 'Nexus',
  entryPoint: '0.7',
  // 3 bytes free, 1 byte mode 0, 20 bytes validator.
  laneSize: 3,
  nonceKey: ({ validator, lane }: { validator: Address; lane: number }) =>
    (BigInt(lane) << 168n) | BigInt(validator),
} as const

/** A Nexus account 1.0.0 or 1.0.1, for a holder. It answers to EntryPoint v0.7. Lanes go to 16,777,215. */
export function nexusAccount({ address }: { address: Address }): AccountPort {
  return customAccount({ ...NEXUS, address })
}
