import type { AbiFunction } from 'abitype'
import { formatUnits, type Hex } from 'viem'
import { UNTIERED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { LimitKind } from '../../core/limit.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { type Spend, SpendSource } from '../../core/spend.ts'
import { tierName } from '../../core/tier.ts'
import type { Token } from '../../core/token.ts'
import { annotatedFunction } from './annotations.ts'
import { decodePath } from './argumentPath.ts'
import { type DescribeGrantOptions, limitName, tokenAt, weiText } from './describeOptions.ts'
import { argumentText, nameArgument } from './nameArgument.ts'
import { OPERATOR_TEXT, valuesText, wordText } from './operatorText.ts'

/** A permission in words: what may be called, with which arguments, and what counts against which limit. */
export function describePermission(
  grant: Pick<Grant, 'limits' | 'permissions'>,
  index: number,
  options: DescribeGrantOptions,
): readonly string[] {
  const permission = grant.permissions[index]
  if (!permission) return []
  const { target, selector, call, maxValue, conditions, spends, worstTier } = permission
  const item =
    call === CallKind.selector ? annotatedFunction(options.annotations, target, selector) : undefined
  const token = tokenAt(target, options)
  const place = token ? `${token.symbol} (${target})` : target
  const value = maxValue === 0n ? 'no native value' : `at most ${weiText(maxValue)}`
  return [
    `  Permission ${index}: ${callText(permission, item?.name)} ${place}, per call ${value}`,
    ...conditions.map((condition) => {
      const counted = countedToken(grant, permission, condition, options)
      return `    where ${conditionText(condition, item, options, counted)}`
    }),
    ...(conditions.length === 0 && call !== CallKind.empty ? ['    with any arguments'] : []),
    ...spends.map(
      (spend) => `    counts ${spendText(spend, item)} against limit ${limitName(spend.limit, options)}`,
    ),
    ...(spends.length === 0 ? ['    counted against no limit'] : []),
    ...(worstTier === UNTIERED
      ? []
      : [`    only while the keeper says risk tier ${tierName(worstTier)} or calmer`]),
  ]
}

/**
 * A condition in words.
 * @param token Of which the argument is an amount, when it is one.
 */
export function conditionText(
  condition: ParameterCondition,
  item: AbiFunction | undefined,
  options: DescribeGrantOptions,
  token?: Token,
): string {
  const named = nameArgument(item, condition.argument)
  const type = named?.type
  const show = (value: Hex): string => {
    const text = wordText(value, type)
    if (token) return `${formatUnits(BigInt(value), token.decimals)} ${token.symbol} (${BigInt(value)})`
    const known =
      type === 'address' && options.tokens?.find(({ address }) => BigInt(address) === BigInt(value))
    return known ? `${known.symbol} (${text})` : text
  }
  const every = named && isEvery(condition.argument) ? 'each ' : ''
  const subject = `${every}${argumentText(item, condition.argument)}`
  return `${subject} is ${OPERATOR_TEXT[condition.operator]} ${valuesText(condition, show)}`.trim()
}

function callText({ call, selector }: Permission, name: string | undefined): string {
  if (call === CallKind.selector)
    return name ? `call ${name} (${selector}) of` : `call selector ${selector} of`
  if (call === CallKind.anySelector) return 'call ANY FUNCTION of'
  return call === CallKind.empty ? 'send native value without calldata to' : 'nothing at'
}

/** An argument that is counted against a token limit is an amount of that token, so its bounds are shown as such. */
function countedToken(
  grant: Pick<Grant, 'limits'>,
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

function spendText({ source, argument }: Spend, item: AbiFunction | undefined): string {
  if (source === SpendSource.nativeValue) return 'native value'
  if (source === SpendSource.call) return 'the call'
  return `${isEvery(argument) ? 'the sum of ' : ''}${argumentText(item, argument)}`
}

function isEvery(argument: bigint): boolean {
  return (
    decodePath(argument)?.steps.some((step) => step.kind === 'element' && step.index === 'every') ?? false
  )
}
