import { BaseError } from '../../errors/base.ts'
import { RequestUnansweredError } from '../../errors/request.ts'
import { getGrantedExecutionPermissions } from './getGrantedExecutionPermissions.ts'
import { getSupportedExecutionPermissions } from './getSupportedExecutionPermissions.ts'
import { memoryRequestStore } from './grantedRequestStore.ts'
import { type AnsweringPolicy, requestExecutionPermissions } from './requestExecutionPermissions.ts'
import type { RequestPolicy } from './requestPolicy.ts'
import { revokeExecutionPermission } from './revokeExecutionPermission.ts'

/** Answers one method of a wallet. Rejects with an error that has a `code` of EIP-1193 or JSON-RPC. */
export type PermissionRequestHandler = (params: unknown) => Promise<unknown>

/**
 * The methods of ERC-7715 by name, for an EIP-1193 provider to answer with. Parameters are what the method got, unchecked.
 *
 * Who asks is the provider's business: mount these only for sites that the owner let in, with a store of their own if they are not to
 * see what was granted to others. What is on chain everybody can see.
 */
export function permissionRequestHandlers(options: RequestPolicy): Record<string, PermissionRequestHandler> {
  const policy: AnsweringPolicy = { ...options, store: options.store ?? memoryRequestStore() }
  const bind =
    (answer: (policy: AnsweringPolicy, params: unknown) => Promise<unknown>): PermissionRequestHandler =>
    (params) =>
      answer(policy, params).catch((error: unknown) => {
        throw withCode(error)
      })
  return {
    wallet_requestExecutionPermissions: bind(requestExecutionPermissions),
    wallet_revokeExecutionPermission: bind(revokeExecutionPermission),
    wallet_getSupportedExecutionPermissions: bind(getSupportedExecutionPermissions),
    wallet_getGrantedExecutionPermissions: bind(getGrantedExecutionPermissions),
  }
}

function withCode(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error
  const reason = error instanceof BaseError ? error.shortMessage : 'see the cause.'
  return new RequestUnansweredError({ reason, cause: error })
}
