import { numberToHex } from 'viem'
import { parseParameters } from './internal/parse.ts'
import { noParametersSchema } from './internal/schemas.ts'
import type { SupportedPermissions } from './permissionRequest.ts'
import { PERMISSION_TYPES, RULE_TYPES } from './permissionTypes.ts'
import type { RequestPolicy } from './requestPolicy.ts'

/**
 * Answers `wallet_getSupportedExecutionPermissions` (ERC-7715): every type that a grant can keep, on every chain where an account may be
 * asked.
 * @throws RequestMalformedError.
 */
export async function getSupportedExecutionPermissions(
  { owners }: Pick<RequestPolicy, 'owners'>,
  params: unknown,
): Promise<SupportedPermissions> {
  parseParameters(noParametersSchema, params)
  const chainIds = [...new Set(owners.map(({ chain }) => numberToHex(chain.id)))]
  const supported = { chainIds, ruleTypes: [...RULE_TYPES] }
  return Object.fromEntries(Object.keys(PERMISSION_TYPES).map((type) => [type, supported]))
}
