import { type Address, getContractAddress, keccak256, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** Keys made from their names, for vectors only. */
export const signerOf = (name: string) => privateKeyToAccount(keccak256(stringToHex(`latchkey vectors: ${name}`)))

/** The address of such a key. */
export const addressOf = (name: string): Address => signerOf(name).address

/** Whoever deploys a contract from this address with nonce 0 deploys it to the vectors' module address. */
export const DEPLOYER = addressOf('deployer')
export const MODULE = getContractAddress({ from: DEPLOYER, nonce: 0n })
export const ACCOUNT = addressOf('account')
/** Chain id of local development chains: the module reads it from the chain. */
export const CHAIN_ID = 31_337n
export const START = 1_800_000_000

export const USDC = addressOf('usdc')
export const WETH = addressOf('weth')
export const ROUTER = addressOf('router')
export const PAYEE = addressOf('payee')
