export { type AccountSignerParameters, accountSigner } from './accountSigner.ts'
export { type ContractSignerParameters, contractSigner } from './contractSigner.ts'
export { type LocalSigner, type LocalSignerParameters, localSigner } from './localSigner.ts'
export {
  type MintSessionKeyParameters,
  type MintSessionKeyReturnType,
  mintSessionKey,
} from './mintSessionKey.ts'
export { type MultiSignerParameters, multiSigner } from './multiSigner.ts'
export { type P256SignerParameters, p256Signer } from './p256Signer.ts'
export { type RsaSignerParameters, rsaSigner } from './rsaSigner.ts'
export type { Signer } from './signer.ts'
export { type WebAuthnSignerParameters, webAuthnSigner } from './webAuthnSigner.ts'
