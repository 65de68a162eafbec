import { type Address, formatEther, formatUnits, isAddressEqual } from 'viem'
import { type Key, KeyKind } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { Token } from '../../core/token.ts'
import type { Annotations } from './annotations.ts'

/** How a grant is put into words. */
export type DescribeGrantOptions = {
  /** How tokens are shown; others show by address and smallest unit. */
  tokens?: readonly Token[]
  /** Names of functions, arguments and limits; `defineGrant` returns them. */
  annotations?: Annotations
}

const KEY_KINDS: Record<KeyKind, string> = {
  [KeyKind.none]: 'nobody',
  [KeyKind.ecdsa]: 'ecdsa',
  [KeyKind.contract]: 'contract (ERC-1271)',
  [KeyKind.verifier]: 'verifier (ERC-7913)',
  [KeyKind.account]: 'account prefix',
}

/** A key by its kind and bytes. */
export function keyText({ kind, key }: Key): string {
  return kind === KeyKind.none ? KEY_KINDS[kind] : `${KEY_KINDS[kind] ?? `kind ${kind}`} ${key}`
}

/** A second in UTC, with its number. */
export function timeText(seconds: number): string {
  // Dates end in the year 275760; the protocol's times go further.
  const milliseconds = seconds * 1000
  const date =
    milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString().replace('.000Z', 'Z') : 'far future'
  return `${date} (${seconds})`
}

/** A limit by its index and name. */
export function limitName(index: number, { annotations }: DescribeGrantOptions): string {
  const name = annotations?.limits[index]
  return name ? `${index} "${name}"` : `${index}`
}

/** The token at an address, when it is known. */
export function tokenAt(address: Address, { tokens }: DescribeGrantOptions): Token | undefined {
  return tokens?.find((token) => isAddressEqual(token.address, address))
}

/** An amount in a limit's unit. */
export function amountText(
  { kind, token }: Pick<Limit, 'kind' | 'token'>,
  amount: bigint,
  options: DescribeGrantOptions,
): string {
  if (kind === LimitKind.native) return weiText(amount)
  if (kind === LimitKind.count) return `${amount} calls`
  const known = tokenAt(token, options)
  if (!known) return `${amount} smallest units of token ${token}`
  return `${formatUnits(amount, known.decimals)} ${known.symbol} (${amount} smallest units of ${token})`
}

/** An amount of native value. */
export function weiText(amount: bigint): string {
  return `${formatEther(amount)} native (${amount} wei)`
}
