import { getAddress } from 'viem'
import type { z } from 'zod'
import { RequestMalformedError, RequestUnsupportedError } from '../../errors/request.ts'
import { dataSchemas, issuesOf, KNOWN_TYPES, ruleSchemas } from './internal/schemas.ts'
import type { PermissionRequest, RequestedRule } from './permissionRequest.ts'
import { isPermissionType, type PermissionType, RULE_TYPES, UNKEPT_TYPES } from './permissionTypes.ts'
import type { RequestTerms } from './transferTerms.ts'

/**
 * The terms of a permission request whose frame is known to be right.
 * @throws RequestUnsupportedError for a type or a rule that no grant can keep, RequestMalformedError for what else does not fit,
 * unknown fields included.
 */
export function readRequest(request: PermissionRequest): RequestTerms {
  const { chainId, from, to, permission } = request
  const { type, isAdjustmentAllowed } = permission
  const rules = readRules(request.rules ?? [])
  const { startTime, justification, ...transfer } = readData(checkedType(type), permission.data)
  return {
    ...{ chainId: Number(chainId), sessionKey: getAddress(to), isAdjustmentAllowed },
    ...(from ? { account: getAddress(from) } : {}),
    ...transfer,
    ...(startTime ? { validAfter: startTime } : {}),
    ...rules,
    ...(justification ? { justification } : {}),
  }
}

function checkedType(type: string): PermissionType {
  if (isPermissionType(type)) return type
  const known = Object.hasOwn(UNKEPT_TYPES, type) ? UNKEPT_TYPES[type] : undefined
  const reason = known ?? `the type is unknown. Known: ${KNOWN_TYPES.join(', ')}.`
  throw new RequestUnsupportedError({ part: type, reason })
}

/** What the permission's own fields say. */
function readData(type: PermissionType, data: unknown) {
  const at = 'permission.data'
  const parsed = parse(dataSchemas[type], data, at)
  return {
    ...{ startTime: parsed.startTime, justification: parsed.justification },
    token: 'tokenAddress' in parsed ? getAddress(parsed.tokenAddress) : ('native' as const),
    ...('allowanceAmount' in parsed
      ? { amount: parsed.allowanceAmount }
      : { amount: parsed.periodAmount, period: parsed.periodDuration }),
  }
}

/** What the rules say, each at most once. */
function readRules(
  rules: readonly RequestedRule[],
): Pick<RequestTerms, 'recipients' | 'redeemers' | 'validUntil'> {
  const found = new Map<string, unknown>()
  for (const { type, data } of rules) {
    if (!RULE_TYPES.some((known) => known === type)) {
      const reason = `the rule is unknown. Known: ${RULE_TYPES.join(', ')}.`
      throw new RequestUnsupportedError({ part: type, reason })
    }
    if (found.has(type)) throw new RequestMalformedError({ issues: [`rules: "${type}" stands there twice`] })
    found.set(type, data)
  }
  const expiry = parseRule(ruleSchemas.expiry, found, 'expiry')
  const payee = parseRule(ruleSchemas.payee, found, 'payee')
  const redeemer = parseRule(ruleSchemas.redeemer, found, 'redeemer')
  return {
    // A transfer in the second of the expiry itself comes too late.
    ...(expiry ? { validUntil: expiry.timestamp - 1 } : {}),
    recipients: payee ? distinct(payee.addresses, 'payee') : 'anyone',
    ...(redeemer ? { redeemers: distinct(redeemer.addresses, 'redeemer') } : {}),
  }
}

function parseRule<schema extends z.ZodType>(
  schema: schema,
  found: ReadonlyMap<string, unknown>,
  type: string,
): z.infer<schema> | undefined {
  return found.has(type) ? parse(schema, found.get(type), `rules.${type}`) : undefined
}

function parse<schema extends z.ZodType>(schema: schema, value: unknown, place: string): z.infer<schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new RequestMalformedError({ issues: issuesOf(result.error, place) })
  return result.data
}

function distinct<address extends string>(addresses: readonly address[], type: string) {
  const all = addresses.map((each) => getAddress(each))
  if (new Set(all).size === all.length) return all
  throw new RequestMalformedError({ issues: [`rules.${type}.addresses: one stands there twice`] })
}
