import { type Hex, toHex } from 'viem'
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** The mnemonic that every development chain uses. Its keys are public: never fund them elsewhere. */
export const TEST_MNEMONIC = 'test test test test test test test test test test test junk'

/** How many accounts of {@link TEST_MNEMONIC} the local chain funds. */
export const TEST_ACCOUNT_COUNT = 14

const FREE_ACCOUNT_COUNT = 10

/** A funded account of the local chain, with its publicly known private key. */
export type TestAccount = PrivateKeyAccount & { readonly privateKey: Hex }

/** At least two accounts: the types know that these exist. */
export type TestAccounts = readonly [TestAccount, TestAccount, ...TestAccount[]]

// Derived from their common parent once: stretching the mnemonic anew for each account takes half a second.
const parent = mnemonicToAccount(TEST_MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey()
const accounts = Array.from({ length: TEST_ACCOUNT_COUNT }, (_, index) => testAccount(index))

/** Accounts for scripts and tests. The first one deploys what the local stack brings along. */
export const testAccounts = accounts.slice(0, FREE_ACCOUNT_COUNT) as unknown as TestAccounts

/** Accounts the bundler sends from. Kept apart: two senders of one account would fight over its nonces. */
export const bundlerAccounts = accounts.slice(FREE_ACCOUNT_COUNT) as unknown as TestAccounts

function testAccount(index: number): TestAccount {
  const key = parent.deriveChild(index).privateKey
  if (!key) throw new Error('unreachable: a key derived from a private key is private')
  const privateKey = toHex(key)
  return { ...privateKeyToAccount(privateKey), privateKey }
}
