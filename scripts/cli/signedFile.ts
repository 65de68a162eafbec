import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { type Key, KeyKind } from '../../sdk/core/key.ts'
import type { RelayedUse, SignedKeyRotation, SignedRevocation } from '../../sdk/onchain/index.ts'
import { FileError } from './errors.ts'
import { checkNewFile, readJson, writeText } from './files.ts'
import { address, bigWhole, hash, hex } from './values.ts'

const seconds = z.int().nonnegative()
const key = z.strictObject({ kind: z.literal([...Object.values(KeyKind)]), key: hex })
const approval = z.strictObject({ key, signature: hex })
const revocation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grant'), account: address, grantId: hash, approval }),
  z.strictObject({
    kind: z.literal('key'),
    account: address,
    grantId: hash,
    terms: hex,
    keyId: hash,
    approval,
  }),
  z.strictObject({ kind: z.literal('epoch'), account: address, chainId: seconds, epoch: bigWhole, approval }),
])
const rotation = z.strictObject({
  account: address,
  terms: hex,
  rotation: z.strictObject({ oldKeyId: hash, newKey: key, keyValidUntil: seconds, overlap: seconds }),
  sequence: seconds,
  validUntil: seconds,
  signature: hex,
})
const use = z.strictObject({
  account: address,
  chainId: seconds,
  mode: hash,
  executionCalldata: hex,
  use: hex,
  relay: z.strictObject({ nonce: bigWhole, validUntil: seconds, minimumGas: bigWhole }),
})

/** What each kind of signed file holds. */
interface Contents {
  readonly revocation: SignedRevocation
  readonly rotation: SignedKeyRotation
  readonly use: RelayedUse
}

/** Something signed that anybody may carry to the chain. */
type Signed = {
  readonly [kind in keyof Contents]: { readonly kind: kind; readonly content: Contents[kind] }
}[keyof Contents]

/** The module, and the chain where the signature names one, that a signed file is for. */
interface Place {
  readonly module: Address
  readonly chainId: number | undefined
}

const common = {
  format: z.literal('latchkey-signed'),
  version: z.literal(1),
  module: address,
  /** Absent where the signature names no chain. */
  chainId: z.int().positive().optional(),
}
const schema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('revocation'), content: revocation }),
  z.strictObject({ ...common, kind: z.literal('rotation'), content: rotation }),
  z.strictObject({ ...common, kind: z.literal('use'), content: use }),
])

/** Writes a signed file. Whoever has it can carry it, so only this user can read it. */
export async function writeSigned(path: string, signed: Signed, { module, chainId }: Place): Promise<void> {
  await checkNewFile(path)
  const content = { format: 'latchkey-signed', version: 1, module, chainId, ...signed }
  const replace = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)
  await writeText(path, `${JSON.stringify(content, replace, 2)}\n`)
}

/**
 * Reads a signed file of one kind.
 * @throws FileError when it is of another kind, for another module or chain, or not such a file.
 */
export function readSigned<const kind extends keyof Contents>(
  path: string,
  kind: kind,
  { module, chainId }: { readonly module: Address; readonly chainId: number },
): Contents[kind] {
  const signed = readJson(path, schema, 'a signed file')
  if (signed.kind !== kind) throw new FileError(`it holds a signed ${signed.kind}, not a ${kind}.`, { path })
  if (signed.module !== module)
    throw new FileError(`it is for the module ${signed.module}, not ${module}.`, { path })
  if (signed.chainId !== undefined && signed.chainId !== chainId) {
    throw new FileError(`it is for chain ${signed.chainId}, not ${chainId}.`, { path })
  }
  return signed.content as Contents[kind]
}

/** The key of an approval or a rotation in words. */
export function keyWords({ kind, key: bytes }: { readonly kind: Key['kind']; readonly key: Hex }): string {
  return kind === KeyKind.ecdsa ? bytes : `kind ${kind} ${bytes}`
}
