import type { Address } from 'viem'
import type { AccountPort } from './accountPort.ts'
import { customAccount } from './customAccount.ts'

/** A Safe with the Safe7579 adapter 1.0.0, for a holder. It answers to EntryPoint v0.7 only. */
export function safe7579Account({ address }: { address: Address }): AccountPort {
  return customAccount({ label: 'Safe with Safe7579', address, entryPoint: '0.7' })
}
