import { getAddress, numberToHex } from 'viem'
import { parseRequests } from './internal/parse.ts'
import type { PermissionRequest, RequestedRule } from './permissionRequest.ts'
import { permissionTypeOf } from './permissionTypes.ts'
import { readRequest } from './readRequest.ts'
import type { RequestTerms } from './transferTerms.ts'

/**
 * The permission request (ERC-7715) that asks for these terms, to be sent with `wallet_requestExecutionPermissions`.
 * @throws RequestMalformedError for terms that no request can say: an amount of 0, a time that is none.
 * @example
 * buildRequest({ chainId: 1, sessionKey: key.address, token: usdc, amount: 10_000_000n, period: 86_400,
 *   validUntil: now + 604_800, recipients: 'anyone' })
 */
export function buildRequest(terms: RequestTerms): PermissionRequest {
  const { chainId, account, sessionKey, isAdjustmentAllowed = false } = terms
  const request: PermissionRequest = {
    chainId: numberToHex(chainId),
    ...(account ? { from: getAddress(account) } : {}),
    to: getAddress(sessionKey),
    permission: { type: permissionTypeOf(terms), isAdjustmentAllowed, data: dataOf(terms) },
    rules: rulesOf(terms),
  }
  for (const each of parseRequests([request])) readRequest(each)
  return request
}

function dataOf(terms: RequestTerms): Readonly<Record<string, unknown>> {
  const { token, amount, period, validAfter, justification } = terms
  return {
    ...(token === 'native' ? {} : { tokenAddress: getAddress(token) }),
    ...(period === undefined
      ? { allowanceAmount: numberToHex(amount) }
      : { periodAmount: numberToHex(amount), periodDuration: period }),
    ...(validAfter === undefined ? {} : { startTime: validAfter }),
    ...(justification === undefined ? {} : { justification }),
  }
}

function rulesOf({ validUntil, recipients, redeemers }: RequestTerms): readonly RequestedRule[] {
  const addresses = (list: readonly `0x${string}`[]) => ({ addresses: list.map((each) => getAddress(each)) })
  return [
    // The first second in which it is over.
    ...(validUntil === undefined ? [] : [{ type: 'expiry', data: { timestamp: validUntil + 1 } }]),
    ...(recipients === 'anyone' ? [] : [{ type: 'payee', data: addresses(recipients) }]),
    ...(redeemers === undefined ? [] : [{ type: 'redeemer', data: addresses(redeemers) }]),
  ]
}
