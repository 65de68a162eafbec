import type { OrderReader } from './orderReader.ts'

/** The reader of an endpoint that changes settings and no order. */
export const noOrders: OrderReader = () => []
