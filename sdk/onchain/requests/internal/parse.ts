import type { z } from 'zod'
import { RequestMalformedError } from '../../../errors/request.ts'
import type { PermissionRequest } from '../permissionRequest.ts'
import { issuesOf, requestsSchema } from './schemas.ts'

/**
 * Parameters of one of the methods, as a schema takes them.
 * @throws RequestMalformedError.
 */
export function parseParameters<schema extends z.ZodType>(schema: schema, params: unknown): z.infer<schema> {
  const result = schema.safeParse(params)
  if (!result.success) throw new RequestMalformedError({ issues: issuesOf(result.error, '') })
  return result.data
}

/**
 * Requests of `wallet_requestExecutionPermissions`: only their frame is looked at.
 * @throws RequestMalformedError.
 */
export function parseRequests(params: unknown): readonly PermissionRequest[] {
  return parseParameters(requestsSchema, params)
}
