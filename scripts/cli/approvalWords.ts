import { isAddressEqual, recoverAddress, zeroHash } from 'viem'
import type { GrantFile } from '../../sdk/onchain/grant/grantFile.ts'
import { type GetAccountStateReturnType, hashKey } from '../../sdk/onchain/index.ts'
import { keyWords } from './signedFile.ts'

/** Who approved a grant file, and whether that counts. The account's state decides where there is a node to ask. */
export async function approvalLines(
  { grantor, grantId }: GrantFile,
  state: GetAccountStateReturnType | undefined,
): Promise<readonly string[]> {
  if (!grantor) return ['Signature: none; it holds once the owner has sent it']
  const { key, signature } = grantor
  const signer = await recoverAddress({ hash: grantId, signature }).catch(() => undefined)
  const isSigners = key.kind === 1 && signer !== undefined && isAddressEqual(signer, key.key)
  const lines = [
    `Signature: ${isSigners ? 'by' : 'cannot be checked off line, said to be by'} ${keyWords(key)}`,
  ]
  if (!state) return lines
  const isRecorded = hashKey(key) === (state.grantorId ?? zeroHash)
  return [
    ...lines,
    `  ${isRecorded ? 'the grantor that the account has recorded' : 'NOT the grantor that the account has recorded: refused'}`,
  ]
}
