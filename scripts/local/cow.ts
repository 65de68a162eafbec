import { type Address, getContractAddress, parseAbi } from 'viem'
import { packageArtifact } from './artifacts.ts'
import type { Deployer } from './deployer.ts'

/** CoW Protocol on the local chain, from its own npm artifacts; the deployer may settle. */
export interface Cow {
  readonly settlement: Address
  /** What draws the tokens to sell. */
  readonly vaultRelayer: Address
}

/** What Balancer's vault is to the settlement contract: it is only called for balances that are kept there, so none stands here. */
const NO_VAULT: Address = '0x000000000000000000000000000000000000dEaD'

/** GPv2Settlement, as far as the tests call it. */
export const settlementAbi = parseAbi([
  'struct Trade { uint256 sellTokenIndex; uint256 buyTokenIndex; address receiver; uint256 sellAmount; uint256 buyAmount; uint32 validTo; bytes32 appData; uint256 feeAmount; uint256 flags; uint256 executedAmount; bytes signature; }',
  'struct Interaction { address target; uint256 value; bytes callData; }',
  'function settle(address[] tokens, uint256[] clearingPrices, Trade[] trades, Interaction[][3] interactions)',
  'function vaultRelayer() view returns (address)',
  'function domainSeparator() view returns (bytes32)',
  'function filledAmount(bytes orderUid) view returns (uint256)',
])

/** Deploys {@link Cow}. Settle the deployer before using it. */
export function deployCow(deployer: Deployer): Cow {
  const artifact = (name: string) => packageArtifact(`@cowprotocol/contracts/lib/contracts/${name}.json`)
  const list = artifact('GPv2AllowListAuthentication')
  const authentication = deployer.deploy('GPv2AllowListAuthentication', list)
  const call = { to: authentication, abi: list.abi, args: [deployer.account] }
  deployer.call('naming a manager', { ...call, functionName: 'initializeManager' })
  deployer.call('admitting a solver', { ...call, functionName: 'addSolver' })
  const settlement = deployer.deploy('GPv2Settlement', artifact('GPv2Settlement'), [authentication, NO_VAULT])
  // The settlement contract creates its relayer: its first contract.
  return { settlement, vaultRelayer: getContractAddress({ from: settlement, nonce: 1n }) }
}
