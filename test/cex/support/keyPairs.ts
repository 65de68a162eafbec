import { generateKeyPairSync, type KeyObject } from 'node:crypto'

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const ed25519 = generateKeyPairSync('ed25519')
export const es256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

export function pem(key: KeyObject, type: 'pkcs8' | 'sec1' = 'pkcs8'): string {
  return key.export({ format: 'pem', type }).toString()
}
