import { createECDH, createHash, randomBytes } from 'node:crypto'
import { concatHex, encodeAbiParameters, type Hex, hexToBigInt, numberToHex, stringToHex, toHex } from 'viem'

/** A P-256 key that signs bare hashes, and answers as a passkey would. */
export type Passkey = {
  /** 64 bytes, x ‖ y, as OpenZeppelin's ERC-7913 verifiers take it. */
  readonly publicKey: Hex
  /** r ‖ s with s in the lower half. */
  sign(hash: Hex): Hex
  /** What `ERC7913WebAuthnVerifier` takes for the passkey's consent to the hash, its user verified. */
  assert(hash: Hex): Hex
}

const CURVE = 'prime256v1'
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const SITE = 'latchkey.example'

/** WebAuthn's flags: user present, user verified. */
const FLAGS = '0x05'

/** Makes a key that lives as long as the test. Not for anything of value: its arithmetic takes no care of timing. */
export function createPasskey(): Passkey {
  const ecdh = createECDH(CURVE)
  const publicKey = toHex(ecdh.generateKeys().subarray(1))
  const secret = hexToBigInt(toHex(ecdh.getPrivateKey()))
  const sign = (hash: Hex) => concatHex(signWith(secret, hash).map((part) => numberToHex(part, { size: 32 })))
  return { publicKey, sign, assert: (hash) => assertion(secret, hash) }
}

/** Node signs messages, not hashes: the signature is put together here, with Node's curve. */
function signWith(secret: bigint, hash: Hex): [r: bigint, s: bigint] {
  const nonce = createECDH(CURVE)
  const k = hexToBigInt(toHex(randomBytes(32))) % ORDER
  nonce.setPrivateKey(k.toString(16).padStart(64, '0'), 'hex')
  const r = hexToBigInt(toHex(nonce.getPublicKey().subarray(1, 33))) % ORDER
  const s = (inverse(k) * (hexToBigInt(hash) + r * secret)) % ORDER
  return [r, s > ORDER / 2n ? ORDER - s : s]
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let [result, base] = [1n, value]
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER
    base = (base * base) % ORDER
  }
  return result
}

function assertion(secret: bigint, hash: Hex): Hex {
  const challenge = Buffer.from(hash.slice(2), 'hex').toString('base64url')
  const clientData = `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://${SITE}","crossOrigin":false}`
  const authenticatorData = concatHex([sha256(stringToHex(SITE)), FLAGS, numberToHex(1, { size: 4 })])
  const [r, s] = signWith(secret, sha256(concatHex([authenticatorData, sha256(stringToHex(clientData))])))
  const [challengeIndex, typeIndex] = [clientData.indexOf('"challenge"'), clientData.indexOf('"type"')]
  return encodeAbiParameters(
    ['uint256', 'uint256', 'uint256', 'uint256', 'bytes', 'string'].map((type) => ({ type })),
    [r, s, BigInt(challengeIndex), BigInt(typeIndex), authenticatorData, clientData],
  )
}

function sha256(data: Hex): Hex {
  return toHex(
    createHash('sha256')
      .update(Buffer.from(data.slice(2), 'hex'))
      .digest(),
  )
}
