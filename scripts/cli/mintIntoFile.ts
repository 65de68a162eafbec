import type { Address, Hash } from 'viem'
import { hashKey } from '../../sdk/onchain/index.ts'
import { mintSessionKey } from '../../sdk/signers/index.ts'
import { fileStore } from '../../sdk/stores/node.ts'
import { FileError } from './errors.ts'
import { checkNewFile, fileExists } from './files.ts'
import { readNewPassword } from './keys.ts'

/** A key that was minted: what may be known of it. */
export interface MintedKey {
  readonly address: Address
  /** What the module knows it by. */
  readonly keyId: Hash
  readonly file: string
  /** Its name in the file. */
  readonly id: string
}

/**
 * Mints a session key into an encrypted key file, which is made if it is not there. Nothing is overwritten.
 * @throws SecretMissingError, FileError when the file has a key of that name, what the file store throws.
 */
export async function mintIntoFile(input: {
  readonly path: string
  readonly id: string | undefined
  readonly passwordFd: number | undefined
}): Promise<MintedKey> {
  const { path, id: asked, passwordFd } = input
  if (!fileExists(path)) await checkNewFile(path)
  const store = fileStore({ path, password: await readNewPassword(path, passwordFd) })
  if (asked !== undefined && (await store.list()).includes(asked)) {
    throw new FileError(`it has a key "${asked}" already.`, {
      path,
      details: ['Choose another --id: nothing is overwritten.'],
    })
  }
  const { id, signer } = await mintSessionKey({ store, ...(asked === undefined ? {} : { id: asked }) })
  return { address: signer.address, keyId: hashKey(signer.key), file: path, id }
}
