import { type Address, formatEther, formatUnits, type Hex, isAddressEqual } from 'viem'
import { LIFETIME, UNLIMITED, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { type Spend, SpendSource } from '../../core/spend.ts'
import type { Token } from '../../core/token.ts'
import { type Annotations, annotatedFunction } from './annotations.ts'
import { argumentWords } from './arguments.ts'
import type { ArgumentWord } from './argumentWord.ts'
import { firstKeyValidUntil } from './firstKeyValidUntil.ts'
import { hashGrant } from './hashGrant.ts'
import { OPERATOR_TEXT, valuesText, wordText } from './operatorText.ts'

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

/**
 * A grant in plain words, one line each: every permission, condition and limit, the window in UTC, the rules for keys, what is
 * not bounded, who enforces, and the hash to compare with what a wallet or device shows.
 */
export function describeGrant(
  grant: Grant,
  module: Address,
  options: DescribeGrantOptions = {},
): readonly string[] {
  return [
    `Account: ${grant.account}`,
    `Module: ${module}`,
    ...grant.networks.map(({ chainId, epoch }) => `Network: chain ${chainId}, epoch ${epoch}`),
    `From: ${timeText(grant.validAfter)} (included)`,
    `Until: ${timeText(grant.validUntil)} (included)`,
    ...keyLines(grant),
    `Permissions: ${grant.permissions.length}, the holder may use any of them`,
    ...grant.permissions.flatMap((_, index) => permissionLines(grant, index, options)),
    grant.limits.length === 0
      ? 'Limits: none, so only the bounds per call hold'
      : `Limits: ${grant.limits.length}`,
    ...grant.limits.map((limit, index) => `  ${limitText(limit, index, options)}`),
    ...boundLines(grant),
    `Salt: ${grant.salt}`,
    'Enforced by: the contract, every line above',
    `Hash to compare: ${hashGrant(grant, module)}`,
  ]
}

function keyLines(grant: Grant): string[] {
  const { keyLifetime, overlap, maxKeys } = grant
  const unlimited = keyLifetime === UNLIMITED_KEY_LIFETIME
  return [
    `First key: ${keyText(grant.sessionKey)}, usable until ${timeText(firstKeyValidUntil(grant))}`,
    `Longest life of a key: ${unlimited ? 'as long as the grant' : `${keyLifetime} seconds`}`,
    `Keys at a time: at most ${maxKeys}`,
    `Rotator: ${keyText(grant.rotator)}`,
    `A rotated key stays usable: ${overlap === 0 ? 'not at all' : `at most ${overlap} seconds`}`,
  ]
}

function boundLines(grant: Grant): string[] {
  const { budget, price } = grant.maximumFee
  const fee = (value: bigint): string => (value === UNLIMITED ? 'unlimited' : `${value} wei`)
  const { listed, kind } = grant.paymaster
  return [
    `Maximum fee: ${fee(budget)}`,
    `Maximum fee per gas: ${fee(price)}`,
    `Paymasters: ${['none allowed', listed.join(', '), 'any'][kind] ?? `unknown rule ${kind}`}`,
    `Messages that the key may sign for the account: ${grant.messages.length || 'none'}`,
    `Guards: ${grant.guards.map(({ guard }) => guard).join(', ') || 'none'}`,
    `Keeper: ${keyText(grant.keeper)}`,
    `Identity: ${grant.identity.kind === 0 ? 'none' : `${grant.identity.registry} ${grant.identity.subject}`}`,
    `Replaces: ${BigInt(grant.supersedes.grantId) === 0n ? 'no other grant' : grant.supersedes.grantId}`,
  ]
}

function permissionLines(grant: Grant, index: number, options: DescribeGrantOptions): string[] {
  const permission = grant.permissions[index]
  if (!permission) return []
  const { target, selector, call, maxValue, conditions, spends, worstTier } = permission
  const item =
    call === CallKind.selector ? annotatedFunction(options.annotations, target, selector) : undefined
  const words = item && argumentWords(item.inputs)
  const token = tokenAt(target, options)
  const place = token ? `${token.symbol} (${target})` : target
  const value =
    maxValue === 0n ? 'no native value' : `at most ${formatEther(maxValue)} native (${maxValue} wei)`
  return [
    `  Permission ${index}: ${callText(permission, item?.name)} ${place}, per call ${value}`,
    ...conditions.map(
      (condition) =>
        `    where ${conditionText(condition, words, countedToken(grant, permission, condition, options), options)}`,
    ),
    ...(conditions.length === 0 && call !== CallKind.empty ? ['    with any arguments'] : []),
    ...spends.map(
      (spend) => `    counts ${spendText(spend, words)} against limit ${limitName(spend.limit, options)}`,
    ),
    ...(spends.length === 0 ? ['    counted against no limit'] : []),
    ...(worstTier === 255 ? [] : [`    only up to risk tier ${worstTier}`]),
  ]
}

function callText({ call, selector }: Permission, name: string | undefined): string {
  if (call === CallKind.selector)
    return name ? `call ${name} (${selector}) of` : `call selector ${selector} of`
  if (call === CallKind.anySelector) return 'call ANY FUNCTION of'
  return call === CallKind.empty ? 'send native value without calldata to' : 'nothing at'
}

function conditionText(
  condition: ParameterCondition,
  words: readonly ArgumentWord[] | undefined,
  token: Token | undefined,
  options: DescribeGrantOptions,
): string {
  const word = wordOf(condition.argument, words)
  const show = (value: Hex): string => {
    const text = wordText(value, word?.type)
    if (token) return `${formatUnits(BigInt(value), token.decimals)} ${token.symbol} (${BigInt(value)})`
    const known =
      word?.type === 'address' && options.tokens?.find(({ address }) => BigInt(address) === BigInt(value))
    return known ? `${known.symbol} (${text})` : text
  }
  const values = valuesText(condition, show)
  return `${word?.path ?? `argument ${condition.argument}`} is ${OPERATOR_TEXT[condition.operator]} ${values}`.trim()
}

/** An argument that is counted against a token limit is an amount of that token, so its bounds are shown as such. */
function countedToken(
  grant: Grant,
  { spends }: Permission,
  condition: ParameterCondition,
  options: DescribeGrantOptions,
): Token | undefined {
  const counting = spends.find(({ source, argument }) => {
    return source === SpendSource.argument && argument === condition.argument
  })
  const limit = counting && grant.limits[counting.limit]
  return limit?.kind === LimitKind.token ? tokenAt(limit.token, options) : undefined
}

function tokenAt(address: Address, { tokens }: DescribeGrantOptions): Token | undefined {
  return tokens?.find((token) => isAddressEqual(token.address, address))
}

function spendText({ source, argument }: Spend, words: readonly ArgumentWord[] | undefined): string {
  if (source === SpendSource.nativeValue) return 'native value'
  if (source === SpendSource.call) return 'the call'
  return wordOf(argument, words)?.path ?? `argument ${argument}`
}

function limitText(limit: Limit, index: number, options: DescribeGrantOptions): string {
  const period = limit.period === LIFETIME ? 'for the life of the grant' : `every ${limit.period} seconds`
  return `Limit ${limitName(index, options)}: at most ${amountText(limit, options)} ${period}, all keys together`
}

function amountText({ kind, token, amount }: Limit, options: DescribeGrantOptions): string {
  if (kind === LimitKind.native) return `${formatEther(amount)} native (${amount} wei)`
  if (kind === LimitKind.count) return `${amount} uses`
  const known = tokenAt(token, options)
  if (!known) return `${amount} smallest units of token ${token}`
  return `${formatUnits(amount, known.decimals)} ${known.symbol} (${amount} smallest units of ${token})`
}

function limitName(index: number, { annotations }: DescribeGrantOptions): string {
  const name = annotations?.limits[index]
  return name ? `${index} "${name}"` : `${index}`
}

function keyText({ kind, key }: Key): string {
  return kind === KeyKind.none ? KEY_KINDS[kind] : `${KEY_KINDS[kind] ?? `kind ${kind}`} ${key}`
}

function timeText(seconds: number): string {
  // Dates end in the year 275760; the protocol's times go further.
  const milliseconds = seconds * 1000
  const date =
    milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString().replace('.000Z', 'Z') : 'far future'
  return `${date} (${seconds})`
}

function wordOf(argument: bigint, words: readonly ArgumentWord[] | undefined): ArgumentWord | undefined {
  return words?.find(({ index }) => BigInt(index) === argument)
}
