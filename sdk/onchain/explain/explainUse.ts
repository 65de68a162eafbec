import {
  type Address,
  getAbiItem,
  type Hash,
  type Hex,
  isAddressEqual,
  slice,
  toFunctionSelector,
} from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { Permission } from '../../core/permission.ts'
import { BaseError } from '../../errors/base.ts'
import { PermissionProofInvalidError } from '../../errors/contractUse.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import type { Call } from '../grant/call.ts'
import { checkLimits, type LimitAmounts, sumTakes } from '../grant/checkLimits.ts'
import { type DecodedUse, decodeUse } from '../grant/decodeUse.ts'
import {
  type DescribeGrantOptions,
  amountText,
  keyText,
  limitName,
  timeText,
} from '../grant/describeOptions.ts'
import { describePermission } from '../grant/describePermission.ts'
import { EMPTY_PARTS, PADDING_LIMIT } from '../grant/emptyParts.ts'
import { digest, hashKey, hashLimit, hashPermission } from '../grant/hash.ts'
import { hashGrant, hashGrantStruct } from '../grant/hashGrant.ts'
import { whyNot } from '../grant/match.ts'
import { isPeriodic, periodWindow } from '../grant/period.ts'
import { type Take, takesOf } from '../grant/takesOf.ts'
import { rootOf } from '../grant/tree.ts'
import { abiOfCall } from './explainCall.ts'
import type { ExplainOptions } from './explainOptions.ts'

/** A limit that a use draws on. Amounts are in the limit's unit. */
export type ExplainedDraw = {
  readonly limitId: number
  readonly name: string | undefined
  readonly requested: bigint
  /** For the life of the grant, or for the period. */
  readonly amount: bigint
  readonly text: string
}

/** A use of a grant, decoded: everything that it claims, and what of that can be seen to be wrong without the chain. */
export type ExplainedUse = {
  readonly account: Address
  /** The grant that its parts are proven to belong to; undefined when they belong to none. */
  readonly grantId: Hash | undefined
  readonly key: Key
  readonly keyId: Hash
  /** Whether it carries the owner's approval and so may start the grant. */
  readonly grants: boolean
  /** Of the account, on this chain, that the grant is for. */
  readonly epoch: bigint
  /** First and last second of the grant, inclusive. */
  readonly validAfter: number
  readonly validUntil: number
  /** For each call the index in the grant of the permission that it claims. */
  readonly permissionIndexes: readonly number[]
  readonly draws: readonly ExplainedDraw[]
  readonly guarded: boolean
  /** Rules that the calls break, first to last. */
  readonly problems: readonly BaseError[]
  /** The terms, for whoever wants to know more. */
  readonly terms: DecodedUse['terms']
  /** What is known of the use, for telling the errors that it met. */
  readonly context: ErrorContext
  readonly words: readonly string[]
}

/** A use, and the calls that it is for. */
export type UseToExplain = ExplainOptions & {
  module: Address
  account: Address
  chainId: number
  /** Encoded, with or without the key's signature behind it. */
  use: Hex
  /** Without the module's guard calls. */
  calls: readonly Call[]
}

/** With which function of the module the calls of a guarded operation begin. */
const GUARD_BEGIN = toFunctionSelector(getAbiItem({ abi: sessionModuleAbi, name: 'guardBegin' }))

/**
 * Decodes a use and judges its calls by the permissions and limits that it carries, as far as that needs no state.
 * @throws UseMalformedError when the bytes are no use.
 */
export function explainUse(parameters: UseToExplain): ExplainedUse {
  const { account, use, calls, grants: known = [], tokens } = parameters
  const decoded = decodeUse({ use, calls: calls.length })
  const { grantId, problem } = grantIdOf(decoded, parameters)
  const { permissions, limits } = carried(decoded)
  const annotations = known.find(({ grant }) => hashGrant(grant, parameters.module) === grantId)?.annotations
  const options: DescribeGrantOptions = {
    ...(tokens ? { tokens } : {}),
    ...(annotations ? { annotations } : {}),
  }
  const grant = { account, permissions, limits }
  const permissionIndexes = decoded.positions.map((at) => decoded.permissions[at]?.proof.index ?? -1)
  const judged = judge(grant, calls, permissionIndexes, { ...options, module: parameters.module })
  const draws = drawsOf(grant, judged.amounts, options)
  const { terms, key, grantor } = decoded
  const { epoch, validAfter, validUntil, guards } = terms
  const keyId = hashKey(key)
  const explained = {
    ...{ account, grantId, key, keyId, grants: grantor !== undefined, epoch, validAfter, validUntil },
    ...{ permissionIndexes, draws, guarded: guards.length > 0, terms },
    context: { ...contextOf(parameters, grant, terms), annotations, permissionIndexes, keyId },
    problems: [...(problem ? [problem] : []), ...judged.problems],
  }
  return { ...explained, words: wordsOf(explained, grant, decoded, options) }
}

/** The calls without those that a guarded operation begins and ends with. */
export function withoutGuardCalls(calls: readonly Call[], module: Address): readonly Call[] {
  const [first] = calls
  const guarded =
    calls.length > 2 &&
    first?.data &&
    isAddressEqual(first.to, module) &&
    slice(first.data, 0, 4) === GUARD_BEGIN
  return guarded ? calls.slice(1, -1) : calls
}

type Carried = Pick<Grant, 'account' | 'limits' | 'permissions'>

/** Permissions and limits at their places in the grant; the others are not known. */
function carried(use: DecodedUse): { permissions: Permission[]; limits: Limit[] } {
  const permissions: Permission[] = []
  const limits: Limit[] = []
  for (const { permission, proof } of use.permissions) permissions[proof.index] = permission
  for (const { limit, proof } of use.limits) limits[proof.index] = limit
  return { permissions, limits }
}

/** What the use carries of its grant takes the grant's place in errors. */
function contextOf(
  { account, module, chainId, calls, ...options }: UseToExplain,
  grant: Carried,
  { epoch, networks = [{ chainId: BigInt(chainId), epoch }], ...terms }: DecodedUse['terms'],
): ErrorContext {
  return {
    ...{ account, module, grant: { ...EMPTY_PARTS, ...terms, ...grant, networks } },
    calls: calls.map((call) => ({
      ...call,
      abi: abiOfCall(call.to, call.data ?? '0x', { ...options, module }),
    })),
  }
}

function grantIdOf(
  use: DecodedUse,
  { module, account, chainId }: UseToExplain,
): { grantId: Hash | undefined; problem: BaseError | undefined } {
  const { heights, epoch, messagesHash, ...terms } = use.terms
  const roots = use.permissions.map(({ permission, proof }) => rootOf(hashPermission(permission), proof))
  const limitRoots = use.limits.map(({ limit, proof }) => rootOf(hashLimit(limit), proof))
  const [permissionsRoot] = roots
  const stray = roots.findIndex((root) => root !== permissionsRoot)
  if (stray >= 0 || permissionsRoot === undefined || new Set(limitRoots).size > 1) {
    return { grantId: undefined, problem: new PermissionProofInvalidError({ index: Math.max(stray, 0) }) }
  }
  const networks = terms.networks ?? [{ chainId: BigInt(chainId), epoch }]
  const frame = { ...EMPTY_PARTS, ...terms, account, messages: [], networks }
  const limitsRoot = limitRoots[0] ?? use.limitsRoot ?? hashLimit(PADDING_LIMIT)
  const struct = hashGrantStruct(frame, { permissionsRoot, limitsRoot, heights }, messagesHash)
  return { grantId: digest(module, struct), problem: undefined }
}

function judge(
  grant: Carried,
  calls: readonly Call[],
  indexes: readonly number[],
  options: DescribeGrantOptions & { module: Address },
): { problems: readonly BaseError[]; amounts: LimitAmounts } {
  const problems: BaseError[] = []
  const takes: Take[] = []
  for (const [position, call] of calls.entries()) {
    const permission = grant.permissions[indexes[position] ?? -1]
    const problem = permission && whyNot(grant, permission, call, options)
    if (problem) problems.push(problem)
    else if (permission) takes.push(...takesOf(permission, call))
  }
  try {
    checkLimits(grant, takes, new Map())
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    problems.push(error)
  }
  return { problems, amounts: sumTakes(takes) }
}

function drawsOf(
  { limits }: Carried,
  amounts: LimitAmounts,
  options: DescribeGrantOptions,
): readonly ExplainedDraw[] {
  return [...amounts].flatMap(([limitId, requested]) => {
    const limit = limits[limitId]
    if (!limit) return []
    const [asked, all] = [requested, limit.amount].map((amount) => amountText(limit, amount, options))
    const name = options.annotations?.limits[limitId]
    const text = `limit ${limitName(limitId, options)}: ${asked}, of ${all}`
    return [{ limitId, name, requested, amount: limit.amount, text }]
  })
}

function wordsOf(
  use: Omit<ExplainedUse, 'words'>,
  grant: Carried,
  { limits }: DecodedUse,
  options: DescribeGrantOptions,
): readonly string[] {
  const { account, grantId, key, grants, epoch, validAfter, validUntil, permissionIndexes, guarded } = use
  const periods = limits.flatMap(({ limit, period, proof }) => {
    if (!isPeriodic(limit)) return []
    const window = periodWindow(limit, period)
    const until = `${timeText(window.validAfter)} to ${timeText(window.validUntil)}`
    return [`Claims period ${period} of limit ${limitName(proof.index, options)}, ${until}`]
  })
  return [
    `Account: ${account}`,
    `Grant: ${grantId ?? 'none: its parts do not belong together'}, for epoch ${epoch}`,
    ...(grants ? ["It carries the owner's approval and so may start the grant"] : []),
    `Key: ${keyText(key)}`,
    `Window: ${timeText(validAfter)} to ${timeText(validUntil)}, both included`,
    ...periods,
    'Permissions that it claims:',
    ...[...new Set(permissionIndexes)].flatMap((index) => describePermission(grant, index, options)),
    ...(use.draws.length > 0 ? ['It draws on:', ...use.draws.map(({ text }) => `  ${text}`)] : []),
    ...(guarded ? ['Guards look before and after the calls'] : []),
  ]
}
