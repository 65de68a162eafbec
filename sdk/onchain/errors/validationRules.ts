/** One rule of ERC-7562, explained for somebody whose operation broke it. */
export type ValidationRule = {
  readonly meaning: string
  readonly advice: string
  /** How bundlers put it when they do not name the rule. */
  readonly texts: readonly RegExp[]
}

const OTHER_PATHS = 'Take the direct path, or a private bundler that does not enforce the rules.'
const FOREIGN_STORAGE =
  'Keys of kind contract, contract grantors and verifiers that keep state read foreign storage: use them on the direct path or with a private bundler.'

function rule(meaning: string, advice: string, ...texts: readonly RegExp[]): ValidationRule {
  return { meaning, advice, texts }
}

/**
 * The rules of ERC-7562 that an operation can break. Texts are those of alto and of the reference bundler. A text is looked for in
 * this order.
 */
export const VALIDATION_RULES: { readonly [rule: string]: ValidationRule } = {
  'OP-020': rule(
    'Validation ran out of gas somewhere, even if that was caught.',
    'Give validation more gas: prepare the use again, or carry fewer permissions and limits at once.',
    /internally reverts on oog/i,
    /out of gas during validation/i,
  ),
  'OP-031': rule(
    'Validation creates a contract, and it is not the account itself, once, by CREATE2.',
    'A verifier or factory must not deploy anything else. Deploy the account before its first use.',
    /too many CREATE2/i,
    /banned opcode: CREATE\b/i,
    /banned opcode: CREATE2\b/i,
  ),
  'OP-080': rule(
    'Validation reads a balance, and whoever does is not staked.',
    `A verifier or contract key reads it: ${OTHER_PATHS}`,
    /banned opcode: (?:SELF)?BALANCE\b/i,
  ),
  'OP-012': rule(
    'Validation looks at the gas that is left.',
    `A verifier or contract key reads GAS other than for a call: ${OTHER_PATHS}`,
    /banned opcode: GAS\b/i,
  ),
  'OP-011': rule(
    'Validation looks at something that is known in the block only: time, number, price, origin and the like.',
    `The module never does; a verifier, contract key or contract grantor does. ${OTHER_PATHS}`,
    /uses banned opcode/i,
  ),
  'OP-013': rule(
    'Validation runs an opcode that this fork does not assign.',
    'A verifier or contract key was compiled for a later fork.',
    /unassigned opcode/i,
    /unknown opcode/i,
  ),
  'OP-062': rule(
    'Validation calls a precompile that this network does not admit in validation.',
    'P-256 keys need a network whose bundlers admit its precompile. Take the direct path.',
    // alto takes a precompile for an address without code.
    /un-?deployed contract address 0x0{36}[0-9a-f]{1,4}\b/i,
    /precompile/i,
  ),
  'OP-041': rule(
    'Validation looks at an address without code.',
    'The verifier of the key, or the contract behind it, is not deployed on this chain: deploy it first.',
    /un-?deployed contract/i,
  ),
  'OP-051': rule(
    'Validation looks at the code of the EntryPoint.',
    OTHER_PATHS,
    /accesses EntryPoint contract address/i,
  ),
  'OP-054': rule(
    'Validation calls the EntryPoint other than to pay for itself.',
    OTHER_PATHS,
    /illegal call into EntryPoint/i,
  ),
  'OP-061': rule(
    'Validation sends native value.',
    OTHER_PATHS,
    /may CALL with value/i,
    /call(?:s|ed)? with value/i,
  ),
  'OP-070': rule(
    'Validation uses transient storage that is not associated with the account.',
    FOREIGN_STORAGE,
    /transient storage/i,
  ),
  'COD-010': rule(
    'Code that validation ran changed between two looks of the bundler.',
    'Somebody upgraded the account, a verifier or a library meanwhile: look why, then try again.',
    /code hashes mismatch/i,
    /modified code/i,
  ),
  'STO-010': rule(
    'Validation reads or writes storage of another contract that has nothing to do with the account.',
    FOREIGN_STORAGE,
    /forbidden (?:read from|write to)/i,
  ),
  'STO-021': rule(
    'Validation touches storage associated with an account that does not exist yet.',
    'Deploy the account with an operation of its own before the first use, or have its factory staked.',
    /before the account exists/i,
  ),
  'STO-022': rule(
    'Validation touches storage associated with the account in the operation that deploys it, and the factory is not staked.',
    'Deploy the account before its first use, or take a staked factory.',
    /unstaked factory accessed/i,
  ),
  'STO-033': rule(
    'Validation reads storage of another contract, which only a staked account, factory or paymaster may.',
    FOREIGN_STORAGE,
    /unstaked \w+ accessed/i,
  ),
  'STO-031': rule(
    'An unstaked paymaster or factory uses its own storage.',
    'Whoever runs it has to stake it; or take another one.',
  ),
  'STO-032': rule(
    'An unstaked paymaster or factory uses storage associated with it in another contract.',
    'Whoever runs it has to stake it; or take another one.',
  ),
  'STO-040': rule(
    'The account is factory, paymaster or aggregator of another operation in the mempool, or the other way round.',
    'Wait until that one is on chain.',
    /is used as a (?:different|sender) entity/i,
  ),
  'STO-041': rule(
    'Validation touches storage in an account that has an operation of its own in the mempool.',
    'Wait until that one is on chain, or take the direct path.',
  ),
  'EREP-010': rule(
    "The paymaster's deposit does not cover what it has in the mempool.",
    'Whoever runs the paymaster has to deposit more; or take another one, or none.',
    /paymaster deposit too low for all mempool/i,
  ),
  'EREP-040': rule('An aggregator has to be staked.', 'The module uses none: check the nonce key.'),
  'EREP-050': rule(
    'An unstaked paymaster must not ask to be called after the operation.',
    'Whoever runs it has to stake it; or take another one.',
    /unstaked paymaster must not return context/i,
  ),
  'UREP-010': rule(
    'The account has as many operations in the mempool as an unstaked account may: 4.',
    'Wait until one is on chain. More lanes do not help; the direct path does.',
  ),
  'UREP-020': rule(
    'The unstaked paymaster has as many operations in the mempool as it may.',
    'Wait, take another paymaster, or none.',
  ),
  'GREP-010': rule(
    'Account, factory or paymaster is banned by this bundler.',
    'Too many of its operations failed in bundles. Take another bundler or the direct path.',
    /is banned/i,
  ),
  'GREP-020': rule(
    'Account, factory or paymaster is throttled by this bundler.',
    'Too many of its operations failed in bundles. Wait, or take another bundler or the direct path.',
    /is throttled/i,
  ),
  'SREP-010': rule(
    'Account, factory or paymaster has too little stake, or may withdraw it too soon.',
    'Stake it at the EntryPoint, or avoid what needs the stake: deploy the account before its first use.',
    /is unstaked and must stake/i,
    /does not have enough (?:stake|unstake)/i,
    /(?:stake|unstakeDelaySec) too low/i,
  ),
}

/** The rule that a text of a bundler is about; undefined for none. A rule that is named counts before its wording. */
export function validationRuleIn(text: string): (ValidationRule & { readonly rule: string }) | undefined {
  const named = /\b(?:OP|COD|STO|EREP|UREP|GREP|SREP)-\d{2,3}\b/.exec(text)?.[0]
  const known = named === undefined ? undefined : VALIDATION_RULES[named]
  if (named !== undefined && known) return { rule: named, ...known }
  for (const [name, entry] of Object.entries(VALIDATION_RULES)) {
    if (entry.texts.some((pattern) => pattern.test(text))) return { rule: name, ...entry }
  }
  return undefined
}
