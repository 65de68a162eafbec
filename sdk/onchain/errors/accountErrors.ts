import { parseAbi } from 'viem'

/**
 * Custom errors of the accounts that the module is used with: OpenZeppelin, Nexus, Kernel and Safe7579. Shared code asks no account
 * what kind it is: whichever of these turns up is told by its name.
 */
export const accountErrorsAbi = parseAbi([
  'error AccountUnauthorized(address sender)',
  'error ERC7579AlreadyInstalledModule(uint256 moduleTypeId, address module)',
  'error ERC7579CannotDecodeFallbackData()',
  'error ERC7579DecodingError()',
  'error ERC7579HookModuleAlreadyPresent(address hook)',
  'error ERC7579MismatchedModuleTypeId(uint256 moduleTypeId, address module)',
  'error ERC7579MissingFallbackHandler(bytes4 selector)',
  'error ERC7579UninstalledModule(uint256 moduleTypeId, address module)',
  'error ERC7579UnsupportedCallType(bytes1 callType)',
  'error ERC7579UnsupportedExecType(bytes1 execType)',
  'error ERC7579UnsupportedModuleType(uint256 moduleTypeId)',
  'error ExecutionFailed()',
  'error ExecutionReverted()',
  'error FailedCall()',
  'error FallbackInstalled(bytes4 selector)',
  'error HookAlreadyInstalled(address hook)',
  'error InsufficientBalance(uint256 balance, uint256 needed)',
  'error InvalidCaller()',
  'error InvalidExecutor()',
  'error InvalidFallbackHandler(bytes4 selector)',
  'error InvalidHookType()',
  'error InvalidInput()',
  'error InvalidModule(address module)',
  'error InvalidSignature()',
  'error LinkedList_AlreadyInitialized()',
  'error LinkedList_EntryAlreadyInList(address entry)',
  'error LinkedList_InvalidEntry(address entry)',
  'error LinkedList_InvalidPage()',
  'error MissingFallbackHandler(bytes4 selector)',
  'error ModuleAddressCanNotBeZero()',
  'error NonceInvalidationError()',
  'error NotSupportedCallType()',
  'error OnlyExecuteUserOp()',
  'error PermissionNotAlllowedForSignature()',
  'error PermissionNotAlllowedForUserOp()',
  'error TryExecutionFailed(address account, uint256 index)',
  'error Unauthorized()',
  'error UnauthorizedCallContext()',
  'error UnsupportedCallType(bytes1 callType)',
])

/** What the errors that holders meet mean, those of guards too, and what to do. */
const ADVICE: { readonly [name: string]: string } = {
  AccountUnauthorized: 'The account takes this call from its EntryPoint or itself only.',
  BalanceTooLow:
    'A guard of the grant found less of the token afterwards than it has to be: ask for less, or at a better price.',
  ERC7579UninstalledModule:
    'The account does not have the module installed in this way: the owner has to install it.',
  ERC7579AlreadyInstalledModule: 'The account has the module already: nothing is left to install.',
  ERC7579MissingFallbackHandler: 'The account has no such function, and nobody installed a handler for it.',
  InvalidExecutor: 'The account does not have the module installed as executor: the owner has to install it.',
  InvalidModule: 'The account does not have the module installed, or it is not of this type.',
  LinkedList_InvalidEntry: 'The account has another module before the one to uninstall than was said.',
  MissingFallbackHandler: 'The account has no such function, and nobody installed a handler for it.',
  NonceInvalidationError: 'The account invalidates nonces of a validator one step at a time.',
  OnlyExecuteUserOp:
    'A hook was installed with the validator, so operations have to be wrapped: take the direct path.',
  PermissionNotAlllowedForUserOp: 'The account restricts this validator by rules of its own.',
  UnauthorizedCallContext: 'The account takes this call from its EntryPoint or itself only.',
}

/** What to do about an error of an account; undefined when its name says all there is. */
export function accountErrorAdvice(name: string): string | undefined {
  return ADVICE[name]
}
