import type { EndpointReader } from './readOrdersByEndpoint.ts'

/** Reads endpoints that trade without placing, changing or cancelling an order: leverage, margin mode, tests of orders. */
export const nothing: EndpointReader = () => []
