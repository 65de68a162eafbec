import type { LocalVenue } from './localVenue.ts'

/** The venues that can be run locally, by id. */
export const LOCAL_VENUES: Readonly<Record<string, LocalVenue>> = {}
