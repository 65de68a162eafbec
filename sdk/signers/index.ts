export { type LocalSigner, type LocalSignerParameters, localSigner } from './localSigner.ts'
export {
  type MintSessionKeyParameters,
  type MintSessionKeyReturnType,
  mintSessionKey,
} from './mintSessionKey.ts'
export type { Signer } from './signer.ts'
