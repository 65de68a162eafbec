import { type Address, encodeFunctionData, erc20Abi, keccak256, numberToHex, sliceHex } from 'viem'
import type { Call } from '../sdk/onchain/grant/call.ts'
import { NATIVE_TRANSFER, TRANSFER } from './workloads.ts'
import type { World } from './world.ts'

/** Transfers of the token to the recipient. */
export function tokenTransfers(world: World, count: number): Call[] {
  return Array.from({ length: count }, () => tokenTransfer(world, world.recipient))
}

/** Transfers of the token to as many recipients, each of which holds tokens already. */
export function spreadTransfers(world: World, count: number): Call[] {
  return world.recipients.slice(0, count).map((recipient) => tokenTransfer(world, recipient))
}

/** Addresses of tokens that nobody transfers, to fill grants with. */
export function otherTokens(count: number): Address[] {
  return Array.from({ length: count }, (_, index) => sliceHex(keccak256(numberToHex(index)), 12))
}

/** A transfer of ether to the recipient. */
export function nativeTransfer(world: World): Call {
  return { to: world.recipient, value: NATIVE_TRANSFER, data: '0x' }
}

function tokenTransfer(world: World, recipient: Address): Call {
  const args = [recipient, TRANSFER] as const
  return { to: world.token, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }) }
}
