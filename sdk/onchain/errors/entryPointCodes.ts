/** What a code of the EntryPoint is about; decides which error it becomes. */
export type EntryPointTopic =
  | 'account'
  | 'bundle'
  | 'deployment'
  | 'funds'
  | 'gas'
  | 'nonce'
  | 'paymaster'
  | 'paymaster funds'
  | 'signature'
  | 'window'

/** One code of the EntryPoint, explained. */
export type EntryPointCode = {
  readonly topic: EntryPointTopic
  /** EntryPoints that have it. */
  readonly versions: readonly EntryPointCodeVersion[]
  readonly meaning: string
  /** What to do. */
  readonly advice: string
}

/** Versions of the EntryPoint whose codes are known. */
export type EntryPointCodeVersion = '0.6' | '0.7' | '0.8' | '0.9'

const ALL = ['0.6', '0.7', '0.8', '0.9'] as const
const FROM_07 = ['0.7', '0.8', '0.9'] as const
const TO_08 = ['0.6', '0.7', '0.8'] as const

function code(
  topic: EntryPointTopic,
  versions: readonly EntryPointCodeVersion[],
  meaning: string,
  advice: string,
): EntryPointCode {
  return { topic, versions, meaning, advice }
}

const GAS_AGAIN = 'Estimate the operation again and give it more gas; through the SDK, prepare the use again.'

/**
 * Codes of the EntryPoint, v0.6 to v0.9. v0.9 has custom errors in the place of AA90 to AA93 and AA98, which are told by the same
 * codes here.
 */
export const ENTRY_POINT_CODES: { readonly [code: string]: EntryPointCode } = {
  AA10: code(
    'deployment',
    TO_08,
    'The operation deploys an account that is there already.',
    'Send it without factory data: the account may have been deployed by an earlier operation.',
  ),
  AA13: code(
    'deployment',
    ALL,
    "The account's factory reverted or ran out of gas, or an EIP-7702 account could not be initialised.",
    'Check factory and factory data, and give validation more gas. An EIP-7702 account has to delegate first.',
  ),
  AA14: code(
    'deployment',
    ALL,
    'The factory made another account than the sender of the operation.',
    'Owner, salt, factory or implementation are not those that the address was computed from.',
  ),
  AA15: code(
    'deployment',
    ALL,
    'The factory ran, but no code is at the sender afterwards.',
    'The factory data call something that deploys no account.',
  ),
  AA20: code(
    'account',
    ALL,
    'There is no code at the sender.',
    'Deploy the account first. For an EIP-7702 account: it does not delegate, or no longer.',
  ),
  AA21: code(
    'funds',
    ALL,
    'The account cannot pay the largest fee that the operation may cost.',
    'Send it native value, or deposit some for it at the EntryPoint. The direct path is paid by the key.',
  ),
  AA22: code(
    'window',
    ALL,
    'The operation came before its window began, or after it was over.',
    'Before it: wait. After it: grant again, rotate in a new key, or prepare the use again for the current period.',
  ),
  AA23: code(
    'account',
    ALL,
    "The account's validation reverted.",
    'The reason below it is the answer. Without one the validator named by the nonce is not installed, or gas ran out.',
  ),
  AA24: code(
    'signature',
    ALL,
    'The signature is not of the key for exactly this operation.',
    'Prepare and sign again: whatever changes after signing, gas fields included, needs a new signature.',
  ),
  AA25: code(
    'nonce',
    ALL,
    'The nonce is not the next one of its nonce key.',
    'Another operation took it, or one before it is missing: prepare again, or use another lane.',
  ),
  AA26: code('gas', FROM_07, 'Validation used more than verificationGasLimit.', GAS_AGAIN),
  AA27: code(
    'window',
    ['0.9'],
    'The block is outside the range of blocks that validation allows.',
    'This module names seconds, never blocks: another validator was asked. Check the nonce key.',
  ),
  AA30: code(
    'paymaster',
    ['0.6', '0.7', '0.8'],
    'There is no code at the paymaster.',
    'Check its address and the chain, or send the operation without it.',
  ),
  AA31: code(
    'paymaster funds',
    ALL,
    "The paymaster's deposit at the EntryPoint does not cover the operation.",
    'Whoever runs the paymaster has to deposit more; or take another one, or none.',
  ),
  AA32: code(
    'paymaster',
    ALL,
    "The paymaster's approval has expired or has not begun.",
    'Ask the paymaster for a new approval and send the operation soon.',
  ),
  AA33: code(
    'paymaster',
    ALL,
    "The paymaster's validation reverted.",
    'The reason below it is the answer: its policy, its balance of your token, or too little gas for it.',
  ),
  AA34: code(
    'paymaster',
    ALL,
    "The paymaster's signature does not fit the operation.",
    'Nothing may change after the paymaster signed: ask it again, as the last step before the key signs.',
  ),
  AA36: code(
    'paymaster',
    FROM_07,
    "The paymaster's validation used more than paymasterVerificationGasLimit.",
    'Give it more paymasterVerificationGasLimit.',
  ),
  AA37: code(
    'paymaster',
    ['0.9'],
    'The block is outside the range of blocks that the paymaster allows.',
    'Ask the paymaster for a new approval.',
  ),
  AA40: code('gas', ['0.6'], 'Validation used more than verificationGasLimit.', GAS_AGAIN),
  AA41: code('gas', ['0.6'], 'Too little of verificationGasLimit was left for the paymaster.', GAS_AGAIN),
  AA50: code(
    'paymaster',
    ['0.6'],
    "The paymaster's work after the operation reverted.",
    'Often the account could not pay it in tokens: check balance and allowance for the paymaster.',
  ),
  AA51: code('gas', ['0.6'], 'The operation cost more than was taken in advance.', GAS_AGAIN),
  AA90: code(
    'bundle',
    ALL,
    'The bundler named nobody to be paid.',
    'Nothing in the operation is wrong: it is for whoever runs the bundler. Try another bundler.',
  ),
  AA91: code(
    'bundle',
    ALL,
    "The bundler's address does not take its fee.",
    'Nothing in the operation is wrong: it is for whoever runs the bundler. Try another bundler.',
  ),
  AA92: code(
    'bundle',
    ALL,
    'Somebody other than the EntryPoint called its inner function.',
    'Send operations through handleOps.',
  ),
  AA93: code(
    'paymaster',
    ALL,
    'The paymaster data are too short to hold a paymaster and its gas limits.',
    'Leave paymaster data out for no paymaster; otherwise 20 bytes of address and two gas limits come first.',
  ),
  AA94: code(
    'gas',
    ALL,
    'A gas value of the operation is larger than the EntryPoint takes.',
    'Gas limits and prices have to fit 120 bits: one of them has a wrong unit.',
  ),
  AA95: code(
    'gas',
    ALL,
    'The transaction of the bundler ran out of gas.',
    'Let the bundler send it with more gas, or make fewer calls at once.',
  ),
  AA96: code(
    'bundle',
    ['0.6', '0.7'],
    'The aggregator of the operation is none.',
    'The module uses no aggregator: another validator was asked. Check the nonce key.',
  ),
  AA97: code(
    'bundle',
    ['0.8'],
    'Somebody other than the EntryPoint called its deployer.',
    'Send operations through handleOps.',
  ),
  AA98: code(
    'paymaster',
    ['0.8', '0.9'],
    'The paymaster data name address zero as paymaster.',
    'Leave paymaster data out for no paymaster.',
  ),
  AA99: code(
    'deployment',
    ['0.8', '0.9'],
    'The init code is too short to name a factory.',
    'Leave it out for an account that is there; otherwise 20 bytes of factory come first.',
  ),
}

/** What the code in a text means; undefined for a text without, or with one that is not known. */
export function entryPointCodeIn(text: string): (EntryPointCode & { readonly code: string }) | undefined {
  const name = /\bAA\d\d\b/.exec(text)?.[0]
  const known = name === undefined ? undefined : ENTRY_POINT_CODES[name]
  return name === undefined || !known ? undefined : { code: name, ...known }
}
