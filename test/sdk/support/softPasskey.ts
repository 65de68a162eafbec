import { createHash } from 'node:crypto'
import { p256 } from '@noble/curves/nist'
import { bytesToHex, type Hex } from 'viem'
import type { toWebAuthnAccount } from 'viem/account-abstraction'

type GetFn = NonNullable<Parameters<typeof toWebAuthnAccount>[0]['getFn']>

/** User present and verified. */
const FLAGS = 0x05

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest()

/** An authenticator in software: what a browser's `navigator.credentials.get` answers, signed with a P-256 key. */
export function softPasskey(secret: Uint8Array): { id: string; publicKey: Hex; getFn: GetFn } {
  const id = 'soft-passkey'
  const getFn: GetFn = async (options) => {
    const challenge = Buffer.from(options?.publicKey?.challenge as Uint8Array).toString('base64url')
    const clientDataJSON = Buffer.from(
      JSON.stringify({
        type: 'webauthn.get',
        challenge,
        origin: 'https://app.example.com',
        crossOrigin: false,
      }),
    )
    const authenticatorData = Buffer.concat([sha256('app.example.com'), Buffer.from([FLAGS, 0, 0, 0, 1])])
    const digest = sha256(Buffer.concat([authenticatorData, sha256(clientDataJSON)]))
    const signature = p256.sign(digest, secret, { lowS: false }).toDERRawBytes()
    return {
      id,
      type: 'public-key',
      response: {
        clientDataJSON: buffer(clientDataJSON),
        authenticatorData: buffer(authenticatorData),
        signature: buffer(signature),
      },
    } as never
  }
  return { id, publicKey: bytesToHex(p256.getPublicKey(secret, false).slice(1)), getFn }
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}
