import type { Parameter } from '../../request.ts'
import { jsonObject } from '../../signing/jsonObject.ts'

/** The parameters as a JSON object in base64, for venues that sign it in this form. */
export function base64Json(params: readonly Parameter[]): string {
  return Buffer.from(jsonObject(params), 'utf8').toString('base64')
}
