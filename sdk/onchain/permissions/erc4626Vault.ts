import { type Address, parseAbi } from 'viem'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atMost, isAccount } from '../grant/conditions.ts'
import { type LimitDefinitions, tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { approval } from './internal/approval.ts'
import type { Preset } from './preset.ts'

/** The four functions of ERC-4626 that move assets into a vault and out of it. */
export const erc4626VaultAbi = parseAbi([
  'function deposit(uint256 assets, address receiver) returns (uint256 shares)',
  'function mint(uint256 shares, address receiver) returns (uint256 assets)',
  'function withdraw(uint256 assets, address receiver, address owner) returns (uint256 shares)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256 assets)',
])

/** How much, in the unit that the function counts by: the asset's smallest for deposit and withdraw, the share's for mint and redeem. */
export type Erc4626Bounds = {
  /** Most of one call, inclusive. */
  maxPerCall: bigint
  /** Most of all calls together, inclusive. */
  limit: bigint
}

/** What {@link erc4626Vault} takes; a function that is left out is not allowed. */
export type Erc4626VaultParameters = {
  /** The vault, whose own token are its shares. */
  vault: Address
  /** What the vault's `asset()` says; nothing checks it here. */
  asset: Address
  deposit?: Erc4626Bounds
  /** What shares cost is the vault's word, so the assets that it may draw for them are bounded beside the shares. */
  mint?: Erc4626Bounds & {
    /** Most of one approval for it, in the asset's smallest unit, inclusive. */
    maxAssetsPerCall: bigint
    /** Most of all approvals for it together, in the asset's smallest unit, inclusive. */
    assetsLimit: bigint
  }
  withdraw?: Erc4626Bounds
  redeem?: Erc4626Bounds
  /** Put before the names of the limits (`deposit`, `mint`, `approve`, `withdraw`, `redeem`), for a grant with several vaults. */
  limitPrefix?: string
}

/**
 * Deposits into one ERC-4626 vault and withdrawals from it, for the account itself: it receives the shares and the assets, and only its
 * own shares are spent.
 *
 * Deposits are counted by their assets. The approvals that they need name the vault and at most one call's amount; where shares may
 * be minted too, they are counted, with a limit for deposits and mints together: exact approvals, one for each call, use it best.
 *
 * At worst the holder moves the limits in and out, at the prices of the vault: the standard has no least amount to ask for, so whoever can
 * move the price of a share within one transaction can take of what is moved meanwhile. Use it with vaults whose price nobody can move.
 * @throws PermissionInvalidError when it would allow nothing.
 */
export function erc4626Vault(parameters: Erc4626VaultParameters): Preset {
  const { limitPrefix: prefix = '' } = parameters
  const permissions = [...moves(parameters, prefix), ...approvals(parameters, prefix)]
  if (permissions.length === 0) {
    const reason = 'say how much may be deposited, minted, withdrawn or redeemed.'
    throw new PermissionInvalidError({ permission: 'an ERC-4626 vault', reason })
  }
  return { accessLevel: 'trade', permissions, limits: limits(parameters, prefix) }
}

function moves(parameters: Erc4626VaultParameters, prefix: string): PermissionDefinition[] {
  const { vault, deposit, mint, withdraw, redeem } = parameters
  // Assets are no token of the vault's own address: that they are its asset is the caller's word.
  const call = { abi: erc4626VaultAbi, target: vault, allowTokenMismatch: true } as const
  const own = { receiver: isAccount(), owner: isAccount() }
  const definitions: PermissionDefinition[] = []
  if (deposit) {
    const where = { assets: atMost(deposit.maxPerCall), receiver: isAccount() }
    const spends = { assets: `${prefix}deposit` }
    definitions.push(permission({ ...call, functionName: 'deposit', where, spends }))
  }
  if (mint) {
    const where = { shares: atMost(mint.maxPerCall), receiver: isAccount() }
    definitions.push(
      permission({ ...call, functionName: 'mint', where, spends: { shares: `${prefix}mint` } }),
    )
  }
  if (withdraw) {
    const where = { assets: atMost(withdraw.maxPerCall), ...own }
    const spends = { assets: `${prefix}withdraw` }
    definitions.push(permission({ ...call, functionName: 'withdraw', where, spends }))
  }
  if (redeem) {
    const where = { shares: atMost(redeem.maxPerCall), ...own }
    const spends = { shares: `${prefix}redeem` }
    definitions.push(permission({ ...call, functionName: 'redeem', where, spends }))
  }
  return definitions
}

function approvals(
  { vault, asset, deposit, mint }: Erc4626VaultParameters,
  prefix: string,
): PermissionDefinition[] {
  if (!deposit && !mint) return []
  const common = { token: asset, spender: vault }
  const deposited = deposit?.maxPerCall ?? 0n
  if (!mint) return [approval({ ...common, maxAmount: deposited })]
  const maxAmount = deposited < mint.maxAssetsPerCall ? mint.maxAssetsPerCall : deposited
  return [approval({ ...common, maxAmount, limitName: `${prefix}approve` })]
}

function limits(parameters: Erc4626VaultParameters, prefix: string): LimitDefinitions {
  const { vault, asset, deposit, mint, withdraw, redeem } = parameters
  const all = {
    deposit: deposit && tokenLimit({ token: asset, amount: deposit.limit }),
    mint: mint && tokenLimit({ token: vault, amount: mint.limit }),
    approve: mint && tokenLimit({ token: asset, amount: mint.assetsLimit + (deposit?.limit ?? 0n) }),
    withdraw: withdraw && tokenLimit({ token: asset, amount: withdraw.limit }),
    redeem: redeem && tokenLimit({ token: vault, amount: redeem.limit }),
  }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, limit]) => (limit ? [[`${prefix}${name}`, limit]] : [])),
  )
}
