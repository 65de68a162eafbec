import { randomBytes } from 'node:crypto'
import type { Call, LocalKey, LocalOrder, VenueState, Verdict } from './localVenue.ts'
import { refused } from './localVenue.ts'

/** A fresh state with these keys, and balances that never move. */
export function venueState(keys: readonly LocalKey[], ownerTotp?: string): VenueState {
  let id = 1_000_000
  return {
    keys: new Map(keys.map((key) => [key.apiKey, key])),
    seen: { highest: new Map(), once: new Set() },
    orders: new Map(),
    tokens: new Map(),
    ...(ownerTotp !== undefined && { ownerTotp }),
    balances: new Map([
      ['BTC', '2'],
      ['USDT', '50000'],
      ['USD', '50000'],
      ['EUR', '50000'],
    ]),
    nextId: () => {
      id += 1
      return id
    },
  }
}

/** What an order is placed with; the client's id may be empty. */
export type AskedOrder = Pick<LocalOrder, 'symbol' | 'side' | 'type' | 'price' | 'quantity' | 'clientId'>

/** Puts an order into the book of the key's account. */
export function placeOrder(call: Call, order: AskedOrder): LocalOrder {
  const id = String(call.state.nextId())
  const placed: LocalOrder = {
    ...order,
    id,
    account: call.key?.account ?? 'main',
    createdAtMs: call.nowMs,
    status: 'open',
  }
  call.state.orders.set(id, placed)
  return placed
}

/** The order with this id, or this client id, in the account of the key. */
export function findOrder(call: Call, id: unknown, clientId?: unknown): LocalOrder | undefined {
  const account = call.key?.account ?? 'main'
  for (const order of call.state.orders.values()) {
    if (order.account !== account) continue
    if (order.id === String(id)) return order
    if (clientId !== undefined && clientId !== '' && order.clientId === String(clientId)) return order
  }
  return undefined
}

/** Ends an order; undefined if there is none that is open. */
export function cancelOrder(call: Call, id: unknown, clientId?: unknown): LocalOrder | undefined {
  const order = findOrder(call, id, clientId)
  if (order?.status !== 'open') return undefined
  order.status = 'cancelled'
  return order
}

/** A parameter as a text, empty if absent. */
export function param(call: Call, name: string): string {
  const value = call.params[name]
  return value === undefined || value === null ? '' : String(value)
}

/** The key that signed. Routes that are not public have one. */
export function keyOf(call: Call): LocalKey {
  if (!call.key) throw new Error('a public route asked for the key that signed')
  return call.key
}

/** Gives out a token that stands for the key that signed: a WebSocket token, a listen key. */
export function giveToken(call: Call): string {
  const token = randomText(32)
  call.state.tokens.set(token, keyOf(call).apiKey)
  return token
}

/** The login by a token that REST gave out. */
export function tokenLogin(state: VenueState, token: string): Verdict {
  const apiKey = state.tokens.get(token)
  return apiKey === undefined ? refused('unknown key') : { accepted: true, apiKey, params: [] }
}

/** A random text of letters and digits, for keys and secrets that a venue gives out. */
export function randomText(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replaceAll(/[^0-9A-Za-z]/g, '')
    .slice(0, length)
}
