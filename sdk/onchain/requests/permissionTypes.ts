import type { TransferTerms } from './transferTerms.ts'

/** How a permission type of ERC-7715 says its terms. */
export type PermissionTypeForm = {
  readonly native: boolean
  readonly periodic: boolean
}

/** The permission types that a grant can keep, named as in MetaMask's `@metamask/7715-permission-types` 2.0.0. */
export const PERMISSION_TYPES = {
  'native-token-allowance': { native: true, periodic: false },
  'native-token-periodic': { native: true, periodic: true },
  'erc20-token-allowance': { native: false, periodic: false },
  'erc20-token-periodic': { native: false, periodic: true },
} as const satisfies Record<string, PermissionTypeForm>

/** A permission type that a grant can keep. */
export type PermissionType = keyof typeof PERMISSION_TYPES

/** The rules that a grant can keep. */
export const RULE_TYPES = ['expiry', 'payee', 'redeemer'] as const

/** Types that others know and a grant cannot keep, with the reason. */
export const UNKEPT_TYPES: Readonly<Record<string, string>> = {
  'native-token-stream': 'a limit starts again after a period, it does not grow by the second.',
  'erc20-token-stream': 'a limit starts again after a period, it does not grow by the second.',
  'erc20-token-revocation': 'it is about every token, and a grant names each contract that may be called.',
  'token-approval-revocation': 'it is about every token, and a grant names each contract that may be called.',
}

/** The type that says these terms. */
export function permissionTypeOf({ token, period }: Pick<TransferTerms, 'token' | 'period'>): PermissionType {
  if (token === 'native') return period === undefined ? 'native-token-allowance' : 'native-token-periodic'
  return period === undefined ? 'erc20-token-allowance' : 'erc20-token-periodic'
}

/** Whether a grant can keep a type. */
export function isPermissionType(type: string): type is PermissionType {
  return Object.hasOwn(PERMISSION_TYPES, type)
}
