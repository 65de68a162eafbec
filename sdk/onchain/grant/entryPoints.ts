import { type Address, isAddressEqual, zeroAddress } from 'viem'

/** The EntryPoints of ERC-4337, which no session key may ever call. */
export const ENTRY_POINTS: readonly { readonly version: string; readonly address: Address }[] = [
  { version: '0.6', address: '0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789' },
  { version: '0.7', address: '0x0000000071727De22E5E9d8BAf0edAc6f37da032' },
  { version: '0.8', address: '0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108' },
  { version: '0.9', address: '0x433709009B8330FDa32311DF1C2AFA402eD8D009' },
]

/** Addresses of an account's own surroundings that no session key may call. */
export type ForbiddenTargets = {
  readonly account: Address
  readonly module?: Address | undefined
  /** The one more address that the account named at install, for a Safe its ERC-7579 adapter. */
  readonly adapter?: Address | undefined
}

/** Why an address can never be a target, in words; undefined when it can. */
export function forbiddenReason(target: Address, own: ForbiddenTargets): string | undefined {
  const known: readonly (readonly [Address | undefined, string])[] = [
    [zeroAddress, 'the zero address'],
    [own.account, 'the account itself'],
    [own.module, 'the session module'],
    [own.adapter, "the account's adapter"],
    ...ENTRY_POINTS.map(({ address, version }) => [address, `the EntryPoint v${version}`] as const),
  ]
  return known.find(([address]) => address && isAddressEqual(address, target))?.[1]
}
