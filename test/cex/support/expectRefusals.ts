import { expect } from 'vitest'
import type { Json } from '../../../sdk/cex/json.ts'
import type { VenueOrder } from '../../../sdk/cex/orders/venueOrder.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import { venueRequest } from './venueRequest.ts'

type Read = (request: VenueRequest) => readonly VenueOrder[] | undefined
type Members = { [name: string]: Json | undefined }

function request(endpoint: string, members: Members): VenueRequest {
  return venueRequest(
    endpoint,
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}

/**
 * Changes one thing of an order that is read, and expects each change to be refused for its reason: `undefined` leaves a member out.
 * Besides, every member of it is given twice, and one that is not known is added.
 */
export function expectRefusals(
  read: Read,
  endpoint: string,
  order: Members,
  refusals: readonly (readonly [change: Members, reason: string])[],
): void {
  expect(read(request(endpoint, order))).not.toBeUndefined()
  for (const [change, reason] of refusals) {
    expect(() => read(request(endpoint, { ...order, ...change }))).toThrow(reason)
  }
  const entries = Object.entries(order).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  for (const [name, value] of entries) {
    expect(() => read(venueRequest(endpoint, [...entries, [name, value]]))).toThrow(`${name} is given twice`)
  }
  expect(() => read(request(endpoint, { ...order, surprise: '1' }))).toThrow(
    'a member is not known: surprise',
  )
  expect(() => read({ ...request(endpoint, order), bodyArray: [] })).toThrow('the body is a list')
}
