import { type Address, concatHex, type Hex, numberToHex, zeroAddress } from 'viem'
import { type Key, NO_KEY } from '../../core/key.ts'

export type EncodeInstallDataParameters = {
  /** Who may grant and revoke by signature; nobody by default. */
  grantor?: Key | undefined
  /** One more address that no use may ever call, for a Safe its ERC-7579 adapter; none by default. */
  adapter?: Address | undefined
}

/**
 * Install data of the session module: `u8 grantor kind ‖ 20-byte adapter ‖ grantor key`. Without grantor and adapter it is
 * empty, which leaves what the account recorded before.
 */
export function encodeInstallData(parameters: EncodeInstallDataParameters): Hex {
  const { grantor, adapter } = parameters
  if (!grantor && !adapter) return '0x'
  const { kind, key } = grantor ?? NO_KEY
  return concatHex([numberToHex(kind, { size: 1 }), adapter ?? zeroAddress, key])
}
