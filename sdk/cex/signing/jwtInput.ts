import type { Json } from '../json.ts'

/** Header and claims of a JSON Web Token as its signature is over them: RFC 7515, section 5.1. */
export function jwtInput(
  header: { readonly [name: string]: Json },
  claims: { readonly [name: string]: Json },
): string {
  return `${base64Url(header)}.${base64Url(claims)}`
}

function base64Url(value: { readonly [name: string]: Json }): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
}
