import type { Venue } from '../../venue.ts'
import { geminiEndpoints } from './endpoints.ts'
import { geminiInspection } from './inspection.ts'
import { readGeminiOrders } from './readOrders.ts'
import { geminiSigning } from './signing.ts'

/** Gemini. */
export const gemini: Venue = {
  id: 'gemini-v1',
  name: 'Gemini',
  hosts: {
    production: { rest: ['https://api.gemini.com'], ws: ['wss://api.gemini.com/v1/order/events'] },
    testnet: {
      rest: ['https://api.sandbox.gemini.com'],
      ws: ['wss://api.sandbox.gemini.com/v1/order/events'],
    },
  },
  signing: geminiSigning,
  endpoints: geminiEndpoints,
  inspection: geminiInspection,
  readOrders: readGeminiOrders,
}
